/** Classification by the k nearest neighbours, each item judged by all the others ("leave one out"). */

export interface Judgement {
  /** The label that most of the nearest neighbours have; the nearest of them decides between equals. */
  guesses: Uint8Array;
  /** For each item the indices of its k nearest neighbours, nearest first. */
  neighbours: Int32Array;
  /** How many guesses are the item's own label. */
  right: number;
}

/** `features` holds `width` numbers for each of the `labels.length` items. */
export function classify(features: Uint8Array, labels: Uint8Array, width: number, k: number): Judgement {
  const items = labels.length;
  const neighbours = new Int32Array(items * k);
  const distances = new Float64Array(items * k);
  for (let item = 0; item < items; item++) {
    for (let rank = 0; rank < k; rank++) {
      neighbours[item * k + rank] = -1;
      distances[item * k + rank] = Infinity;
    }
    for (let other = 0; other < items; other++) {
      let distance = 0;
      for (let f = 0; f < width; f++) {
        const difference = features[item * width + f] - features[other * width + f];
        distance += difference * difference;
      }
      if (other !== item && distance < distances[item * k + k - 1]) {
        let candidate = other;
        for (let rank = 0; rank < k; rank++) {
          const held = distances[item * k + rank];
          if (distance < held) {
            const holder = neighbours[item * k + rank];
            distances[item * k + rank] = distance;
            neighbours[item * k + rank] = candidate;
            distance = held;
            candidate = holder;
          }
        }
      }
    }
  }

  const guesses = new Uint8Array(items);
  for (let item = 0; item < items; item++) {
    let most = 0;
    let guess = 0;
    for (let rank = 0; rank < k; rank++) {
      const label = labels[neighbours[item * k + rank]];
      let votes = 0;
      for (let other = 0; other < k; other++) {
        if (labels[neighbours[item * k + other]] === label) votes++;
      }
      if (votes > most) {
        most = votes;
        guess = label;
      }
    }
    guesses[item] = guess;
  }

  let right = 0;
  for (let item = 0; item < items; item++) {
    if (guesses[item] === labels[item]) right++;
  }
  return { guesses, neighbours, right };
}
