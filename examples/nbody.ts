/** A cluster of stars under their own gravity, every position on the way recorded. */

export interface Flight {
  /** x, y, z of each body at each step. */
  trajectory: Float64Array;
  /** Kinetic plus potential energy at the start and at the end; how far they differ tells how good the simulation is. */
  energyBefore: number;
  energyAfter: number;
}

/** Leapfrog integration of `bodies` equal masses that start at random, the same for the same `seed`. */
export function simulate(bodies: number, steps: number, dt: number, seed: number): Flight {
  const trajectory = new Float64Array(steps * bodies * 3);
  const position = new Float64Array(bodies * 3);
  const velocity = new Float64Array(bodies * 3);
  const force = new Float64Array(bodies * 3);

  let random = seed | 0;
  for (let i = 0; i < bodies * 3; i++) {
    random = xorshift(random);
    position[i] = random / 2147483648;
    random = xorshift(random);
    velocity[i] = (0.3 * random) / 2147483648;
  }

  const energyBefore = energy(position, velocity, bodies);
  attract(position, force, bodies);
  for (let step = 0; step < steps; step++) {
    for (let i = 0; i < bodies * 3; i++) {
      velocity[i] += 0.5 * dt * force[i];
      position[i] += dt * velocity[i];
    }
    attract(position, force, bodies);
    for (let i = 0; i < bodies * 3; i++) {
      velocity[i] += 0.5 * dt * force[i];
      trajectory[step * bodies * 3 + i] = position[i];
    }
  }
  const energyAfter = energy(position, velocity, bodies);
  return { trajectory, energyBefore, energyAfter };
}

/** Keeps close encounters from flinging bodies out of the cluster: a distance, squared. */
const SOFTENING = 0.01;

/** Sum of the pulls of all others on each body; all masses together are 1. */
function attract(position: Float64Array, force: Float64Array, bodies: number): void {
  const mass = 1 / bodies;
  for (let i = 0; i < bodies * 3; i++) force[i] = 0;
  for (let i = 0; i < bodies; i++) {
    for (let j = i + 1; j < bodies; j++) {
      const dx = position[3 * j] - position[3 * i];
      const dy = position[3 * j + 1] - position[3 * i + 1];
      const dz = position[3 * j + 2] - position[3 * i + 2];
      const squared = dx * dx + dy * dy + dz * dz + SOFTENING;
      const pull = mass / (squared * Math.sqrt(squared));
      force[3 * i] += pull * dx;
      force[3 * i + 1] += pull * dy;
      force[3 * i + 2] += pull * dz;
      force[3 * j] -= pull * dx;
      force[3 * j + 1] -= pull * dy;
      force[3 * j + 2] -= pull * dz;
    }
  }
}

function energy(position: Float64Array, velocity: Float64Array, bodies: number): number {
  const mass = 1 / bodies;
  let sum = 0;
  for (let i = 0; i < bodies; i++) {
    const vx = velocity[3 * i];
    const vy = velocity[3 * i + 1];
    const vz = velocity[3 * i + 2];
    sum += 0.5 * mass * (vx * vx + vy * vy + vz * vz);
    for (let j = i + 1; j < bodies; j++) {
      const dx = position[3 * j] - position[3 * i];
      const dy = position[3 * j + 1] - position[3 * i + 1];
      const dz = position[3 * j + 2] - position[3 * i + 2];
      sum -= (mass * mass) / Math.sqrt(dx * dx + dy * dy + dz * dz + SOFTENING);
    }
  }
  return sum;
}

/** Marsaglia's xorshift: the next of a row of 32-bit integers that look random. */
function xorshift(state: number): number {
  let x = state;
  x ^= x << 13;
  x ^= x >>> 17;
  x ^= x << 5;
  return x;
}
