import type { Question } from "../question.js";

/** Questions with answers of several sentences. A wrong answer reads well and is false in its main point. */
export const explanations: readonly Question[] = [
  {
    prompt: "Explain AI",
    difficulty: 0.6,
    right:
      "Artificial intelligence is the field that builds programs for tasks which need intelligence when people do them, such as " +
      "understanding language, recognising images or planning. Most of today's systems learn from examples: a model with many " +
      "adjustable numbers is changed step by step until its outputs fit the data. What it has learned are statistical patterns, " +
      "so it can be useful on new inputs and can also be confidently wrong on them.",
    wrong: [
      "Artificial intelligence is a database of answers that experts have typed in. When somebody asks a question, the program " +
        "looks up the sentence that matches and returns it. Because every answer was checked by a person, an AI cannot be wrong.",
      "Artificial intelligence means that a computer has become conscious. The program understands what it reads in the way a " +
        "person does and decides by its own will what it answers.",
    ],
  },
  {
    prompt: "Explain quantum physics",
    difficulty: 0.68,
    right:
      "Quantum physics describes matter and light at the scale of atoms. Energy is exchanged in portions called quanta, and a " +
      "particle is described by a wave function, from which only the probabilities of measurement results follow. A particle can be " +
      "in a superposition of states until a measurement gives one of them, and pairs such as position and momentum cannot both be " +
      "sharp at once. Entangled particles show correlations that no theory of local hidden properties explains. Lasers, transistors " +
      "and magnetic resonance imaging rest on these laws.",
    wrong: [
      "Quantum physics says that very small particles move on exact paths like planets around the sun. They only seem random " +
        "because our instruments are too coarse, and with a better microscope position and momentum could both be measured exactly.",
      "Quantum physics shows that the mind creates reality. Two entangled particles send each other messages faster than light, " +
        "so that with enough of them people could telephone without delay.",
    ],
  },
  {
    prompt: "Explain why the sky is blue",
    difficulty: 0.4,
    right:
      "Sunlight contains all colours. The molecules of the air scatter short wavelengths far more strongly than long ones, which is " +
      "called Rayleigh scattering. Blue light therefore reaches our eyes from every direction of the sky, while the light that comes " +
      "straight from a low sun has lost its blue and looks red.",
    wrong: [
      "The sky is blue because it reflects the colour of the oceans. Over deserts there is less water, and so the sky is paler there.",
    ],
  },
  {
    prompt: "Explain photosynthesis",
    difficulty: 0.35,
    right:
      "Photosynthesis is how plants, algae and some bacteria store the energy of light in sugar. Chlorophyll absorbs light, water is " +
      "split, and oxygen is set free. With the energy gained, carbon dioxide is built into sugar in the Calvin cycle.",
    wrong: [
      "Photosynthesis is how plants breathe. They take in oxygen through their roots and turn it into carbon dioxide, which gives " +
        "the leaves their green colour.",
    ],
  },
  {
    prompt: "Explain how a refrigerator works",
    difficulty: 0.45,
    right:
      "A refrigerator moves heat from its inside to the room. A liquid refrigerant evaporates in the inner coil and takes up heat; a " +
      "compressor then presses the vapour so that it becomes hot, and in the outer coil it gives its heat to the room and condenses. " +
      "An expansion valve lowers the pressure again, and the cycle begins anew.",
    wrong: [
      "A refrigerator produces cold with electricity. The motor makes cold air and blows it inside, and the heat of the food is " +
        "destroyed by it. With its door open it therefore cools the whole kitchen.",
    ],
  },
  {
    prompt: "Explain recursion",
    difficulty: 0.3,
    right:
      "Recursion solves a problem by reducing it to a smaller problem of the same kind. A recursive function calls itself with a " +
      "smaller input and stops at a base case that needs no further call. The factorial is an example: n! is n times (n - 1)!, and 0! is 1.",
    wrong: [
      "Recursion is a loop that counts down. It needs no end condition, because the computer stops it as soon as the result no longer " +
        "changes.",
    ],
  },
  {
    prompt: "Explain how vaccines work",
    difficulty: 0.4,
    right:
      "A vaccine shows the immune system a harmless part or form of a pathogen, or the instructions to make one. The body forms " +
      "antibodies and memory cells against it. When the real pathogen comes later, they recognise it and respond quickly, often " +
      "before the person falls ill.",
    wrong: [
      "A vaccine contains a medicine that stays in the blood for years and kills every virus it meets. As soon as it is used up, the " +
        "protection ends at once.",
    ],
  },
  {
    prompt: "Explain the difference between TCP and UDP",
    difficulty: 0.5,
    right:
      "TCP sets up a connection and delivers a stream of bytes complete and in order: lost segments are sent again, and the sender " +
      "slows down when the receiver or the network cannot keep up. UDP sends single datagrams without connection, order or " +
      "repetition. TCP suits files and web pages; UDP suits voice, games and DNS, where a late packet is worth less than none.",
    wrong: [
      "TCP and UDP differ in their speed limit. UDP repeats every lost packet until it arrives and is therefore used for files, while " +
        "TCP drops packets that are late and is used for live video.",
    ],
  },
  {
    prompt: "Explain the halting problem",
    difficulty: 0.75,
    right:
      "The halting problem asks for a program that decides for every program and input whether the run will end. Turing showed in 1936 " +
      "that there is none. If there were one, a program could ask it about itself and then do the opposite of the answer, which is a " +
      "contradiction.",
    wrong: [
      "The halting problem is that some programs take too long. It was unsolved in Turing's time, but with fast enough computers one can " +
        "simply run a program to see whether it ends.",
    ],
  },
];
