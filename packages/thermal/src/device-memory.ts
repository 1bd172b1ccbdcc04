import {
  deviceFitness,
  type DeviceHeat,
  type DeviceSample,
  type HeatWatch,
  nextHeat,
  thermalPolicy,
  type ThermalPolicy,
  unknownHeat,
} from "@compute-proxy/forwarding";

/** What is remembered of one device: one state for each policy that was asked for. */
export interface DeviceMemory {
  /** The device under a policy, from now on. Equal policies have one state. */
  under(policy: ThermalPolicy): HeatWatch;
  /** The last good readings, whatever the policies. */
  readings(): DeviceHeat;
  /** Takes a sample into every state, then tells the listeners. */
  take(sample: DeviceSample): void;
}

interface PolicyState {
  readonly policy: ThermalPolicy;
  heat: DeviceHeat;
}

/** Makes an empty one. It holds a state for each policy and ten temperatures in each, however long it lives. */
export function createDeviceMemory(): DeviceMemory {
  const states = new Map<string, PolicyState>();
  const listeners = new Set<{ readonly tell: () => void }>();

  const stateOf = (policy: ThermalPolicy): PolicyState => {
    const key = keyOf(policy);
    const state = states.get(key) ?? { policy, heat: unknownHeat };
    states.set(key, state);
    return state;
  };
  const readings = stateOf(thermalPolicy({ maxTemperature: undefined, maxFanPercent: undefined }));

  return {
    under(policy) {
      const state = stateOf(policy);
      return {
        state: () => state.heat,
        fitness: (now) => deviceFitness(state.heat, policy, now),
        onSample(tell) {
          // One function may listen twice, and each of the two is removed on its own.
          const listener = { tell };
          listeners.add(listener);
          return () => void listeners.delete(listener);
        },
      };
    },
    readings: () => readings.heat,
    take(sample) {
      for (const state of states.values()) state.heat = nextHeat(state.heat, sample, state.policy);
      // A set skips whom a listener before has removed.
      for (const { tell } of listeners) tell();
    },
  };
}

function keyOf({ trip, clear, critical, maxFanPercent, dwellMs, staleMs }: ThermalPolicy): string {
  return JSON.stringify([trip, clear, critical, maxFanPercent, dwellMs, staleMs]);
}
