import { type Split } from "../question.js";
import { type Difficulty, type Draft } from "./draft.js";

/** Topic, difficulty, question, names that are right, names that are near and wrong. A topic belongs to one half. */
type Fact = readonly [topic: string, difficulty: Difficulty, question: string, accept: string, rivals: string];

const train: readonly Fact[] = [
  ["capitals", 1, "What is the capital of Japan?", "Tokyo", "Kyoto|Osaka|Beijing|Seoul"],
  ["capitals", 2, "What is the capital of Australia?", "Canberra", "Sydney|Melbourne|Perth|Brisbane"],
  ["elements", 1, "Which chemical element has the symbol O?", "oxygen", "osmium|hydrogen|gold|ozone"],
  ["elements", 4, "Which chemical element has the symbol W?", "tungsten|wolfram", "titanium|tin|tantalum|tellurium"],
  ["literature", 1, "Who wrote the play about Romeo and Juliet?", "Shakespeare", "Marlowe|Dickens|Jonson"],
  [
    "literature",
    3,
    'Who wrote the novel "Crime and Punishment"?',
    "Dostoevsky|Dostoyevsky|Dostoevski|Dostoyevskiy|Dostojewski",
    "Tolstoy|Chekhov|Gogol|Turgenev|Pushkin",
  ],
  ["planets", 1, "Which planet of the Solar System is the largest?", "Jupiter", "Saturn|Earth|Neptune|Uranus"],
  ["planets", 4, "Around which planet does the moon Triton move?", "Neptune", "Saturn|Uranus|Jupiter|Mars|Pluto"],
  ["currencies", 2, "What is the currency of India called?", "rupee|rupees|INR", "dollar|taka|rupiah|rial"],
  [
    "currencies",
    3,
    "What is the currency of Poland called?",
    "zloty|zlotys|zlote|PLN",
    "euro|koruna|forint|mark|ruble",
  ],
  [
    "programming",
    3,
    "Who created the programming language Python?",
    "Guido van Rossum|van Rossum",
    "Linus Torvalds|James Gosling|Dennis Ritchie|Bjarne Stroustrup|Brendan Eich|Larry Wall",
  ],
  [
    "programming",
    4,
    "Which company first released the programming language Java?",
    "Sun|Sun Microsystems",
    "Microsoft|IBM|Apple|Google|Netscape",
  ],
  [
    "mountains",
    2,
    "Which mountain is the highest in Africa?",
    "Kilimanjaro",
    "Everest|Mount Kenya|Atlas|Meru|Toubkal|Elbrus",
  ],
  [
    "mountains",
    4,
    "In which country is the mountain Aconcagua?",
    "Argentina",
    "Chile|Peru|Bolivia|Ecuador|Brazil|Colombia",
  ],
  ["discoveries", 3, "Who discovered penicillin in 1928?", "Fleming", "Pasteur|Koch|Florey|Salk|Jenner|Lister"],
  [
    "discoveries",
    5,
    "Which physicist discovered the neutron in 1932?",
    "Chadwick",
    "Rutherford|Thomson|Bohr|Fermi|Curie|Heisenberg|Dirac",
  ],
  [
    "music",
    2,
    'Who composed the violin concertos "The Four Seasons"?',
    "Vivaldi",
    "Mozart|Bach|Beethoven|Haydn|Handel|Tchaikovsky",
  ],
  ["music", 5, 'Who composed the opera "Fidelio"?', "Beethoven", "Mozart|Verdi|Wagner|Rossini|Puccini|Weber|Gluck"],
  ["history", 5, "In which year was the Battle of Lepanto fought?", "1571", "1453|1529|1588|1565|1570|1572"],
  [
    "history",
    5,
    "By which name is the peace settlement known that ended the Thirty Years' War in 1648?",
    "Westphalia",
    "Versailles|Utrecht|Augsburg|Vienna|Prague|Tordesillas",
  ],
];

const test: readonly Fact[] = [
  ["languages", 1, "Which language do most people in Brazil speak?", "Portuguese", "Spanish|English|French|Italian"],
  ["languages", 3, "What is the official language of Iran?", "Persian|Farsi", "Arabic|Turkish|Urdu|Kurdish|Pashto"],
  ["waters", 1, "Which ocean is the largest?", "Pacific", "Atlantic|Indian|Arctic|Southern"],
  ["waters", 2, "Which river flows through Budapest?", "Danube|Duna", "Rhine|Volga|Elbe|Tisza|Vistula|Sava|Seine"],
  ["body", 1, "Which organ pumps blood through the human body?", "heart", "lung|lungs|liver|brain|kidney"],
  [
    "body",
    4,
    "What is the smallest bone of the human body called?",
    "stapes|stirrup",
    "malleus|incus|femur|anvil|hammer|phalanx|coccyx",
  ],
  ["painting", 1, "Who painted the Mona Lisa?", "Leonardo|da Vinci", "Michelangelo|Raphael|van Gogh|Picasso"],
  [
    "painting",
    3,
    'Who painted "The Night Watch"?',
    "Rembrandt",
    "Vermeer|van Gogh|Rubens|Frans Hals|Caravaggio|Picasso",
  ],
  ["units", 2, "What is the SI unit of force called?", "newton|newtons", "joule|pascal|watt|kilogram|dyne"],
  [
    "units",
    4,
    "What is the SI unit of magnetic flux density called?",
    "tesla|teslas",
    "weber|webers|gauss|henry|ampere|oersted",
  ],
  [
    "mathematics",
    2,
    "What is a polygon with eight sides called?",
    "octagon",
    "hexagon|heptagon|pentagon|nonagon|decagon",
  ],
  [
    "mathematics",
    4,
    "Who proved Fermat's Last Theorem in the 1990s?",
    "Wiles",
    "Perelman|Euler|Gauss|Riemann|Hilbert|Ramanujan|Tao|Faltings",
  ],
  ["landmarks", 2, "In which city is the Colosseum?", "Rome|Roma", "Athens|Milan|Naples|Florence|Venice|Paris"],
  [
    "landmarks",
    3,
    "In which country is the temple of Angkor Wat?",
    "Cambodia|Kampuchea",
    "Thailand|Vietnam|Laos|Myanmar|India|Indonesia",
  ],
  [
    "explorers",
    3,
    "Who led the first expedition that reached the South Pole?",
    "Amundsen",
    "Scott|Shackleton|Peary|Nansen|Byrd|Ross|Cook",
  ],
  [
    "explorers",
    4,
    "Which captain sailed the ship Endeavour along the east coast of Australia in 1770?",
    "Cook",
    "Tasman|Bligh|Flinders|Vancouver|Magellan|Drake|Phillip",
  ],
  [
    "mythology",
    5,
    "What is the name of Odin's horse with eight legs?",
    "Sleipnir",
    "Fenrir|Pegasus|Gullfaxi|Yggdrasil|Bucephalus|Grani|Svadilfari",
  ],
  [
    "mythology",
    5,
    "In Greek mythology, from which river do the dead drink to forget?",
    "Lethe",
    "Styx|Acheron|Cocytus|Phlegethon|Nile",
  ],
  [
    "spacecraft",
    5,
    "Which probe landed on Saturn's moon Titan in 2005?",
    "Huygens",
    "Galileo|Voyager|Philae|Juno|Pioneer|New Horizons|Rosetta",
  ],
  [
    "spacecraft",
    5,
    "Which spacecraft was the first to go into orbit around the planet Mercury?",
    "MESSENGER",
    "Mariner|Mariner 10|BepiColombo|Venera|Magellan|Galileo|Voyager|Cassini",
  ],
];

const manners: readonly string[] = ["Answer with the name only.", "Answer in one short sentence.", "Answer briefly."];

/** Closed-book questions, from what everybody knows to what few do. */
export function factDrafts(): readonly Draft[] {
  return [...drafts(train, "train"), ...drafts(test, "test")];
}

function drafts(facts: readonly Fact[], split: Split): readonly Draft[] {
  return facts.map(([source, difficulty, question, accept, rivals], index) => ({
    family: "fact",
    source,
    split,
    difficulty,
    prompt: `${question} ${manners[index % manners.length] ?? ""}`,
    grader: { kind: "alias", accept: accept.split("|"), rivals: rivals.split("|") },
    maxTokens: 48,
    reference: accept.split("|")[0] ?? "",
  }));
}
