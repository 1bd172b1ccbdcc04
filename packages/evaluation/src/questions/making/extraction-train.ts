import { type Extraction } from "./extraction-source.js";

/** The half to fit on. */
export const trainExtractions: readonly Extraction[] = [
  ["visitor", 1, "name (string), age (number)", "My name is Helga and I am 34 years old.", { name: "Helga", age: 34 }],
  [
    "dog",
    1,
    "animal (string), colour (string)",
    "Yesterday we saw a brown dog behind the school.",
    { animal: "dog", colour: "brown" },
  ],
  [
    "ticket",
    1,
    "city (string), price (number)",
    "A train ticket to Porto costs 42 euros.",
    { city: "Porto", price: 42 },
  ],
  [
    "book",
    2,
    "title (string), author (string), pages (number)",
    '"The Quiet Harbour" by Ruth Alder has 312 pages and a blue cover.',
    { title: "The Quiet Harbour", author: "Ruth Alder", pages: 312 },
  ],
  [
    "meeting",
    2,
    "day (string), room (string), people (number)",
    "The meeting on Wednesday takes place in room B12; nine people will come.",
    { day: "Wednesday", room: "B12", people: 9 },
  ],
  [
    "sensor",
    2,
    "sensor (string), celsius (number), ok (boolean)",
    "Sensor K-7 reported 21.5 degrees Celsius and works without a fault.",
    { sensor: "K-7", celsius: 21.5, ok: true },
  ],
  [
    "shopping",
    3,
    "items (array of strings, in the order of the text)",
    "Please buy milk, then some rice, and if they have it also honey.",
    { items: ["milk", "rice", "honey"] },
  ],
  [
    "flight",
    3,
    "from (string), to (string), date (string, as YYYY-MM-DD)",
    "Our flight from Lyon to Malta leaves on 3 May 2027 in the morning.",
    { from: "Lyon", to: "Malta", date: "2027-05-03" },
  ],
  [
    "contact",
    3,
    "name (string), email (string or null), phone (string or null)",
    "You reach Piet Vos by phone at 555-0142; he has no email address.",
    { name: "Piet Vos", email: null, phone: "555-0142" },
  ],
  [
    "order",
    4,
    "customer (string), lines (array of objects with the keys item (string) and quantity (number))",
    "Maja Lund orders two lamps and six chairs.",
    {
      customer: "Maja Lund",
      lines: [
        { item: "lamps", quantity: 2 },
        { item: "chairs", quantity: 6 },
      ],
    },
  ],
  [
    "rivers",
    4,
    "rivers (array of objects with the keys name (string) and km (number), the longest first)",
    "The Alm is 85 km long, the Brisk 240 km and the Corr 131 km.",
    {
      rivers: [
        { name: "Brisk", km: 240 },
        { name: "Corr", km: 131 },
        { name: "Alm", km: 85 },
      ],
    },
  ],
  [
    "house",
    4,
    "address (object with the keys street (string) and number (number)), rooms (number), garden (boolean)",
    "For sale: a house at 17 Elm Road with four rooms, a cellar and no garden.",
    { address: { street: "Elm Road", number: 17 }, rooms: 4, garden: false },
  ],
  [
    "team",
    5,
    "captain (string), members (array of strings without the captain, sorted alphabetically), size (number, with the captain)",
    "The team of Uma, Bo, Kim and Ari is led by Kim.",
    { captain: "Kim", members: ["Ari", "Bo", "Uma"], size: 4 },
  ],
  [
    "bill",
    5,
    "total_euros (number), paid (boolean), due (string as YYYY-MM-DD, or null when it is paid)",
    "The bill lists a lamp for 30 euros and two cushions at 12 euros each. It has not been paid and must be by 15 August 2026.",
    { total_euros: 54, paid: false, due: "2026-08-15" },
  ],
  [
    "hike",
    5,
    "stages (array of objects with the keys from (string), to (string) and hours (number))",
    "On the first day we walked from Orl to Pim in five hours. After a night in Pim we went on to Quell, which took an hour less.",
    {
      stages: [
        { from: "Orl", to: "Pim", hours: 5 },
        { from: "Pim", to: "Quell", hours: 4 },
      ],
    },
  ],
];
