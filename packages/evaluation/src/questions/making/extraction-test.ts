import { type Extraction } from "./extraction-source.js";

/** The half to report on. */
export const testExtractions: readonly Extraction[] = [
  [
    "student",
    1,
    "name (string), grade (number)",
    "Milo is a pupil in grade 7 of our school.",
    { name: "Milo", grade: 7 },
  ],
  [
    "car",
    1,
    "vehicle (string), colour (string)",
    "In front of the bank stands a red car.",
    { vehicle: "car", colour: "red" },
  ],
  [
    "tree",
    1,
    "tree (string), metres (number)",
    "The old oak beside the chapel is 23 metres high.",
    { tree: "oak", metres: 23 },
  ],
  [
    "film",
    2,
    "title (string), director (string), minutes (number)",
    '"Seven Snowy Nights", directed by Olaf Renn, lasts 104 minutes.',
    { title: "Seven Snowy Nights", director: "Olaf Renn", minutes: 104 },
  ],
  [
    "course",
    2,
    "subject (string), teacher (string), places (number)",
    "In spring Nia Amari teaches a course in botany with twelve places.",
    { subject: "botany", teacher: "Nia Amari", places: 12 },
  ],
  [
    "parcel",
    2,
    "id (string), kilograms (number), fragile (boolean)",
    "Parcel Z-19 weighs 3.2 kilograms and must be handled with care, as it is fragile.",
    { id: "Z-19", kilograms: 3.2, fragile: true },
  ],
  [
    "instruments",
    3,
    "instruments (array of strings, in the order of the text)",
    "She first learned the flute, later the harp, and at last the cello.",
    { instruments: ["flute", "harp", "cello"] },
  ],
  [
    "concert",
    3,
    "band (string), place (string), date (string, as YYYY-MM-DD)",
    "The band Grey Foxes plays in Tartu on 9 November 2026 at eight.",
    { band: "Grey Foxes", place: "Tartu", date: "2026-11-09" },
  ],
  [
    "company",
    3,
    "company (string), founded (number or null), employees (number or null)",
    "Nobody knows any more when the company Hofer Tools was founded, but today 58 people work there.",
    { company: "Hofer Tools", founded: null, employees: 58 },
  ],
  [
    "kitchen",
    4,
    "cook (string), dishes (array of objects with the keys dish (string) and portions (number))",
    "Bruno prepares eight soups and three salads.",
    {
      cook: "Bruno",
      dishes: [
        { dish: "soups", portions: 8 },
        { dish: "salads", portions: 3 },
      ],
    },
  ],
  [
    "runners",
    4,
    "runners (array of objects with the keys name (string) and seconds (number), the fastest first)",
    "Edo ran 400 metres in 71 seconds, Fay in 66 and Gus in 79.",
    {
      runners: [
        { name: "Fay", seconds: 66 },
        { name: "Edo", seconds: 71 },
        { name: "Gus", seconds: 79 },
      ],
    },
  ],
  [
    "boat",
    4,
    "berth (object with the keys pier (string) and number (number)), sails (number), engine (boolean)",
    "The boat lies at pier North, number 24. It has two sails, a small cabin, and no engine.",
    { berth: { pier: "North", number: 24 }, sails: 2, engine: false },
  ],
  [
    "choir",
    5,
    "leader (string), singers (array of strings without the leader, sorted alphabetically), voices (number, with the leader)",
    "Ola, Eve, Sol, Ben and Ivo sing in the choir that Sol leads.",
    { leader: "Sol", singers: ["Ben", "Eve", "Ivo", "Ola"], voices: 5 },
  ],
  [
    "repair",
    5,
    "cost_euros (number), finished (boolean), finished_on (string as YYYY-MM-DD, or null when it is not finished)",
    "The workshop charged 80 euros for the work and 15 euros for each of three tyres. The repair was finished on 2 March 2027.",
    { cost_euros: 125, finished: true, finished_on: "2027-03-02" },
  ],
  [
    "cruise",
    5,
    "legs (array of objects with the keys from (string), to (string) and days (number))",
    "The ship needed six days from Vark to Wenn. From Wenn it sailed to Xand, which took twice as long.",
    {
      legs: [
        { from: "Vark", to: "Wenn", days: 6 },
        { from: "Wenn", to: "Xand", days: 12 },
      ],
    },
  ],
];
