import { splits } from "../question.js";
import { type Difficulty, type Draft } from "./draft.js";
import { type Draws, seededDraws } from "./seeded-random.js";

/** A task with numbers drawn for it. The unit is that of the answer. */
interface Task {
  readonly text: string;
  readonly value: number;
  readonly unit?: string;
}

interface Template {
  readonly name: string;
  /** How many operations it takes. */
  readonly steps: Difficulty;
  readonly make: (draws: Draws) => Task;
}

const templates: readonly Template[] = [
  {
    name: "sum",
    steps: 1,
    make: ({ integer }) => {
      const [a, b] = [integer(120, 890), integer(110, 780)];
      return { text: `What is ${a} + ${b}?`, value: a + b };
    },
  },
  {
    name: "difference",
    steps: 1,
    make: ({ integer }) => {
      const [a, b] = [integer(20, 49), integer(52, 95)];
      return { text: `What is ${a} - ${b}?`, value: a - b };
    },
  },
  {
    name: "crates",
    steps: 1,
    make: ({ integer }) => {
      const [a, b] = [integer(12, 19), integer(6, 9)];
      return { text: `A crate holds ${a} bottles. How many bottles are in ${b} full crates?`, value: a * b };
    },
  },
  {
    name: "sharing",
    steps: 1,
    make: ({ integer }) => {
      const [each, children] = [integer(12, 24), integer(4, 8)];
      const text = `${each * children} marbles are shared equally among ${children} children. How many marbles does each child get?`;
      return { text, value: each };
    },
  },
  {
    name: "bracket",
    steps: 2,
    make: ({ integer }) => {
      const [a, b, c] = [integer(15, 48), integer(13, 39), integer(3, 7)];
      return { text: `What is (${a} + ${b}) * ${c}?`, value: (a + b) * c };
    },
  },
  {
    name: "stationery",
    steps: 2,
    make: ({ integer }) => {
      const [notebook, pen, count] = [integer(3, 9), integer(2, 6), integer(4, 8)];
      const text = `A notebook costs ${notebook} euros and a pen costs ${pen} euros. How many euros do ${count} notebooks and one pen cost together?`;
      return { text, value: notebook * count + pen, unit: "euros" };
    },
  },
  {
    name: "tickets",
    steps: 2,
    make: ({ integer }) => {
      const [price, count, rest] = [integer(7, 14), integer(3, 6), integer(6, 31)];
      const text = `Mia has ${price * count + rest} euros. She buys ${count} tickets for ${price} euros each. How many euros does she have left?`;
      return { text, value: rest, unit: "euros" };
    },
  },
  {
    name: "film",
    steps: 2,
    make: ({ integer }) => {
      const [hours, minutes] = [integer(2, 4), integer(7, 53)];
      return {
        text: `A film lasts ${hours} hours and ${minutes} minutes. How many minutes is that?`,
        value: hours * 60 + minutes,
        unit: "minutes",
      };
    },
  },
  {
    name: "two-products",
    steps: 3,
    make: ({ integer }) => {
      const [a, b, c, d] = [integer(13, 29), integer(6, 9), integer(4, 8), integer(5, 11)];
      return { text: `What is ${a} * ${b} - ${c} * ${d}?`, value: a * b - c * d };
    },
  },
  {
    name: "eggs",
    steps: 3,
    make: ({ integer }) => {
      const [days, box, boxes] = [integer(3, 6), 6, integer(7, 24)];
      const daily = Math.floor((box * boxes) / days) + 2;
      const broken = daily * days - box * boxes;
      const text = `A farmer collects ${daily} eggs a day for ${days} days. ${broken} of the eggs break. The others are packed in boxes of ${box}. How many boxes are filled?`;
      return { text, value: boxes };
    },
  },
  {
    name: "reduced-coat",
    steps: 3,
    make: ({ integer }) => {
      const [price, percent, delivery] = [integer(4, 18) * 20, integer(1, 6) * 5, integer(4, 9)];
      const text = `A coat costs ${price} euros. Its price is lowered by ${percent} percent. Delivery costs ${delivery} euros more. How many euros must be paid in all?`;
      return { text, value: price - (price * percent) / 100 + delivery, unit: "euros" };
    },
  },
  {
    name: "average",
    steps: 3,
    make: ({ integer }) => {
      const [a, b, mean] = [integer(11, 37), integer(14, 41), integer(25, 33)];
      return { text: `What is the average of ${a}, ${b} and ${3 * mean - a - b}?`, value: mean };
    },
  },
  {
    name: "nested-brackets",
    steps: 4,
    make: ({ integer }) => {
      const [a, b, e, result] = [integer(11, 28), integer(12, 27), integer(3, 6), integer(14, 26)];
      const c = integer(3, 5);
      const d = (a + b) * c - e * result;
      const sum = d < 0 ? `+ ${-d}` : `- ${d}`;
      return { text: `What is ((${a} + ${b}) * ${c} ${sum}) / ${e}?`, value: result };
    },
  },
  {
    name: "bus",
    steps: 4,
    make: ({ integer }) => {
      const [start, off, on, offAgain, onAgain] = [
        integer(23, 38),
        integer(5, 11),
        integer(3, 14),
        integer(6, 12),
        integer(2, 9),
      ];
      const text = `A bus starts with ${start} passengers. At the first stop ${off} get off and ${on} get on. At the second stop ${offAgain} get off and ${onAgain} get on. How many passengers are on the bus then?`;
      return { text, value: start - off + on - offAgain + onAgain };
    },
  },
  {
    name: "wages",
    steps: 4,
    make: ({ integer }) => {
      const [rate, hours, extra, more, deduction] = [
        integer(11, 18),
        integer(21, 36),
        integer(3, 8),
        integer(4, 7),
        integer(15, 48),
      ];
      const text = `Sam earns ${rate} euros an hour, and ${rate + more} euros for each hour on Sunday. This week Sam worked ${hours} hours from Monday to Saturday and ${extra} hours on Sunday. ${deduction} euros are taken off for meals. How many euros does Sam get?`;
      return { text, value: rate * hours + (rate + more) * extra - deduction, unit: "euros" };
    },
  },
  {
    name: "tank",
    steps: 4,
    make: ({ integer }) => {
      const [start, inflow, minutes, leak, taken] = [
        integer(40, 90),
        integer(12, 18),
        integer(6, 12),
        integer(2, 5),
        integer(13, 29),
      ];
      const text = `A tank holds ${start} litres of water. For ${minutes} minutes ${inflow} litres flow in each minute, while ${leak} litres leak out each minute. Then ${taken} litres are taken out. How many litres are in the tank?`;
      return { text, value: start + (inflow - leak) * minutes - taken, unit: "litres" };
    },
  },
  {
    name: "recipe-of-operations",
    steps: 5,
    make: ({ integer }) => {
      const [a, b, c, divisor, result] = [
        integer(7, 19),
        integer(5, 16),
        integer(3, 6),
        integer(2, 5),
        integer(11, 19),
      ];
      const change = (2 * a + b) * c - divisor * result;
      const step = change < 0 ? `add ${-change}` : `subtract ${change}`;
      const text = `Start with ${a}. Double it, add ${b}, multiply the result by ${c}, ${step}, and divide by ${divisor}. What is the final number?`;
      return { text, value: result };
    },
  },
  {
    name: "market",
    steps: 5,
    make: ({ integer }) => {
      const [apples, pears, plums] = [integer(3, 6), integer(2, 5), integer(4, 7)];
      const [applePrice, pearPrice, plumPrice] = [integer(2, 4), integer(3, 6), integer(2, 5)];
      const total = apples * applePrice + pears * pearPrice + plums * plumPrice;
      const text = `A kilo of apples costs ${applePrice} euros, a kilo of pears ${pearPrice} euros and a kilo of plums ${plumPrice} euros. Ela buys ${apples} kilos of apples, ${pears} kilos of pears and ${plums} kilos of plums. How many euros does she pay?`;
      return { text, value: total, unit: "euros" };
    },
  },
  {
    name: "journey",
    steps: 5,
    make: ({ integer }) => {
      const [fast, slow, first, second] = [integer(9, 12) * 10, integer(4, 7) * 10, integer(2, 4), integer(2, 5)];
      const distance = fast * first + slow * second + integer(11, 48);
      const text = `A truck drives ${first} hours at ${fast} kilometres an hour and then ${second} hours at ${slow} kilometres an hour. The whole way is ${distance} kilometres long. How many kilometres are still to go?`;
      return { text, value: distance - fast * first - slow * second, unit: "kilometres" };
    },
  },
  {
    name: "change",
    steps: 5,
    make: ({ integer }) => {
      const [bread, cheese, count, milk] = [integer(210, 390), integer(420, 690), integer(2, 4), integer(90, 160)].map(
        (cents, index) => (index === 2 ? cents : cents - (cents % 5)),
      ) as [number, number, number, number];
      const total = bread + cheese + count * milk;
      const given = Math.ceil((total + 100) / 1000) * 1000;
      const euros = (cents: number): string => (cents / 100).toFixed(2);
      const text = `Bread costs ${euros(bread)} euros, cheese ${euros(cheese)} euros and a bottle of milk ${euros(milk)} euros. Jan buys one bread, one cheese and ${count} bottles of milk and pays with ${given / 100} euros. How many euros does he get back?`;
      return { text, value: (given - total) / 100, unit: "euros" };
    },
  },
];

const short = "Answer with the number only.";
const long = 'Work it out in a few short steps and end with a line of the form "Answer: <number>".';

/** Sums and word problems of one to five operations. Each template stands in both halves, with other numbers. */
export function arithmeticDrafts(): readonly Draft[] {
  return splits.flatMap((split) =>
    templates.map(({ name, steps, make }) => {
      const { text, value, unit } = make(seededDraws(`arithmetic 3/${split}/${name}`));
      const worked = steps >= 2;
      return {
        family: "arithmetic",
        source: `${name}-${split === "train" ? "a" : "b"}`,
        split,
        difficulty: steps,
        prompt: `${text} ${worked ? long : short}`,
        grader: { kind: "number", value, ...(unit === undefined ? {} : { units: [unit] }) },
        maxTokens: steps >= 4 ? 320 : worked ? 220 : 32,
        reference: worked ? `I add and multiply.\nAnswer: ${value}` : `${value}`,
      };
    }),
  );
}
