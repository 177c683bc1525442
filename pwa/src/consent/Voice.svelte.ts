import {
  BITS_PER_SECOND,
  LONGEST_SECONDS,
  loudness,
  MOST_BYTES,
  type VoiceType,
  wayOfRecording,
} from './voice';

const EVERY_MS = 100;

/** A voice being recorded on this device: nothing leaves it, and the microphone closes with it. */
export class Voice {
  state = $state<'idle' | 'recording' | 'there' | 'absent'>('idle');
  seconds = $state(0);
  level = $state(0);
  bytes = $state.raw<ArrayBuffer | null>(null);
  type: VoiceType = 'audio/webm';
  #recorder: MediaRecorder | null = null;
  #stop: (() => void) | null = null;
  #gone = false;

  /** Open the microphone and record until `finish`, or until it is long enough. */
  async start(): Promise<void> {
    this.#gone = false;
    this.bytes = null;
    const way = wayOfRecording(
      (mime) => 'MediaRecorder' in window && MediaRecorder.isTypeSupported(mime),
    );
    const stream = way && (await this.#microphone());
    if (!way || !stream) {
      this.state = 'absent';
      return;
    }
    this.type = way.type;
    this.#record(stream, way.mime);
    // Somebody may have left while the browser asked for the microphone.
    if (this.#left()) this.close();
  }

  finish(): void {
    if (this.#recorder?.state === 'recording') this.#recorder.stop();
  }

  /** Give the microphone back. */
  close(): void {
    this.#gone = true;
    this.finish();
    this.#stop?.();
  }

  #left(): boolean {
    return this.#gone;
  }

  async #microphone(): Promise<MediaStream | null> {
    try {
      return await navigator.mediaDevices.getUserMedia({ audio: true });
    } catch {
      return null;
    }
  }

  #record(stream: MediaStream, mime: string): void {
    const parts: Blob[] = [];
    const recorder = new MediaRecorder(stream, {
      mimeType: mime,
      audioBitsPerSecond: BITS_PER_SECOND,
    });
    this.#recorder = recorder;
    this.#stop = this.#watch(stream);
    recorder.ondataavailable = ({ data }) => {
      parts.push(data);
      if (parts.reduce((sum, part) => sum + part.size, 0) >= MOST_BYTES) this.finish();
    };
    recorder.onstop = () => {
      this.#stop?.();
      void new Blob(parts).arrayBuffer().then((bytes) => {
        this.bytes = bytes.byteLength > 0 ? bytes : null;
        this.state = this.bytes ? 'there' : 'absent';
      });
    };
    recorder.start(1000);
    this.state = 'recording';
  }

  /** Show time and loudness while the microphone is open; closing it is what this returns. */
  #watch(stream: MediaStream): () => void {
    const sound = new AudioContext();
    const ear = sound.createAnalyser();
    sound.createMediaStreamSource(stream).connect(ear);
    const samples = new Uint8Array(ear.fftSize);
    const began = performance.now();
    const timer = setInterval(() => {
      ear.getByteTimeDomainData(samples);
      this.level = loudness(samples);
      this.seconds = (performance.now() - began) / 1000;
      if (this.seconds >= LONGEST_SECONDS) this.finish();
    }, EVERY_MS);
    return () => {
      clearInterval(timer);
      for (const track of stream.getTracks()) track.stop();
      if (sound.state !== 'closed') void sound.close();
      this.level = 0;
    };
  }
}
