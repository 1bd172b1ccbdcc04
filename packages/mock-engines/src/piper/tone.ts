/** Hz; what Piper's voices of medium quality have. */
export const sampleRate = 22_050;

const secondsPerCharacter = 0.05;

/** One second of a tone whose periods fit into a second, so that it can be repeated. */
const second = toneOf(210);

/** A WAV file, 16 bit mono, whose length follows that of the text. */
export function speak(text: string, lengthScale: number): Buffer {
  const samples = Math.round(text.trim().length * secondsPerCharacter * lengthScale * sampleRate);
  const file = Buffer.alloc(44 + samples * 2);
  headerOf(samples * 2).copy(file);
  for (let at = 44; at < file.length; at += second.length) second.copy(file, at);
  return file;
}

function toneOf(hz: number): Buffer {
  const bytes = Buffer.alloc(sampleRate * 2);
  for (let index = 0; index < sampleRate; index += 1)
    bytes.writeInt16LE(Math.round(12_000 * Math.sin((2 * Math.PI * hz * index) / sampleRate)), index * 2);
  return bytes;
}

/** 44 bytes, as Python's `wave` writes them. */
function headerOf(dataLength: number): Buffer {
  const header = Buffer.alloc(44);
  header.write("RIFF", 0, "latin1");
  header.writeUInt32LE(36 + dataLength, 4);
  header.write("WAVEfmt ", 8, "latin1");
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(sampleRate, 24);
  header.writeUInt32LE(sampleRate * 2, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write("data", 36, "latin1");
  header.writeUInt32LE(dataLength, 40);
  return header;
}
