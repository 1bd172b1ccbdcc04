import { Audio } from "@compute-proxy/api";

const sampleRateHz = 16_000;

/** Raw samples of nothing, 16 kHz mono. */
export function silence(seconds: number): Audio {
  const data = new Uint8Array(2 * Math.round(seconds * sampleRateHz));
  return Audio.fromPartial({ data, mimeType: "audio/l16", sampleRateHz, channels: 1 });
}

/** Raw mono samples as a WAV file, cut behind `samplesKept` bytes of them. */
export function asWavFile({ data, sampleRateHz: rate }: Audio, samplesKept = data.length): Audio {
  const header = Buffer.alloc(44);
  header.write("RIFF....WAVEfmt ", 0, "latin1");
  header.writeUInt32LE(36 + data.length, 4);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(rate, 24);
  header.writeUInt32LE(2 * rate, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write("data", 36, "latin1");
  header.writeUInt32LE(data.length, 40);
  return Audio.fromPartial({
    data: Buffer.concat([header, data.subarray(0, samplesKept)]),
    mimeType: "audio/wav",
    sampleRateHz: rate,
    channels: 1,
  });
}
