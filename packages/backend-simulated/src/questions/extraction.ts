import type { Question } from "../question.js";

/** A sentence to be turned into JSON and nothing else. Some wrong answers do not parse, some hold the wrong values. */
export const extraction: readonly Question[] = [
  {
    prompt: "Reply with JSON only, keys name and age: Maria is 34 years old.",
    difficulty: 0.15,
    right: '{"name": "Maria", "age": 34}',
    wrong: ['{"name": "Maria", "age": 34', '{"name": "Maria", "age": "34 years"}'],
  },
  {
    prompt: "Reply with JSON only, keys city and country: The meeting is in Porto, Portugal.",
    difficulty: 0.15,
    right: '{"city": "Porto", "country": "Portugal"}',
    wrong: ['{"city": "Portugal", "country": "Porto"}'],
  },
  {
    prompt: "Reply with JSON only, a list of the colours: The flag is blue, white and red.",
    difficulty: 0.2,
    right: '["blue", "white", "red"]',
    wrong: ['["blue", "white and red"]', "blue, white, red"],
  },
  {
    prompt: "Reply with JSON only, keys item, quantity and price: Please send 3 lamps at 25.50 euros each.",
    difficulty: 0.35,
    right: '{"item": "lamp", "quantity": 3, "price": 25.5}',
    wrong: ['{"item": "lamp", "quantity": 3, "price": 76.5}', '{"item": "lamp", "quantity": 3, "price": 25,50}'],
  },
  {
    prompt: "Reply with JSON only, keys date (ISO 8601) and place: We met in Rome on the 3rd of May 2021.",
    difficulty: 0.45,
    right: '{"date": "2021-05-03", "place": "Rome"}',
    wrong: ['{"date": "2021-03-05", "place": "Rome"}', '{"date": "3rd of May 2021", "place": "Rome"}'],
  },
  {
    prompt:
      "Reply with JSON only, key people with names and roles: Ana leads the team, Ben tests and Carla writes the manual.",
    difficulty: 0.55,
    right:
      '{"people": [{"name": "Ana", "role": "lead"}, {"name": "Ben", "role": "tester"}, {"name": "Carla", "role": "writer"}]}',
    wrong: [
      '{"people": [{"name": "Ana", "role": "lead"}, {"name": "Ben", "role": "writer"}]}',
      '{"people": [{"name": "Ana", "role": "lead"} {"name": "Ben", "role": "tester"}]}',
    ],
  },
  {
    prompt: "Reply with JSON only, keys from, to and minutes: The 8:50 bus from Graz reaches Vienna at 11:25.",
    difficulty: 0.65,
    right: '{"from": "Graz", "to": "Vienna", "minutes": 155}',
    wrong: ['{"from": "Graz", "to": "Vienna", "minutes": 275}', '{"from": "Vienna", "to": "Graz", "minutes": 155}'],
  },
];
