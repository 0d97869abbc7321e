/** Sets of allocation sites: each set exists once, so that equality is identity and unions are remembered. */
import type { FunctionId } from '../core/types.js';
import type { Site } from './sites.js';

export class SiteSet {
  readonly functions: readonly FunctionId[];
  readonly objectKinds: number;
  readonly elementKinds: number;
  readonly #unions = new Map<SiteSet, SiteSet>();
  readonly #byKinds = new Map<number, SiteSet>();
  #parts: [SiteSet, SiteSet] | undefined;

  private constructor(readonly sites: readonly Site[]) {
    this.functions = [...new Set(sites.flatMap((site) => (site.functionId === undefined ? [] : [site.functionId])))];
    this.objectKinds = sites.reduce((bits, site) => bits | site.objectKind, 0);
    this.elementKinds = sites.reduce((bits, site) => bits | site.elementKinds, 0);
  }

  static readonly #known = new WeakMap<Site, SiteSet>();
  static readonly empty = new SiteSet([]);

  static of(site: Site): SiteSet {
    let set = SiteSet.#known.get(site);
    if (!set) {
      set = new SiteSet([site]);
      SiteSet.#known.set(site, set);
      site.registry.set(String(site.number), set);
    }
    return set;
  }

  /** Of sites of one program, each once, by their numbers. */
  static from(sites: readonly Site[]): SiteSet {
    if (sites.length === 0) return SiteSet.empty;
    if (sites.length === 1) return SiteSet.of(sites[0]!);
    return SiteSet.#sorted(sites);
  }

  /** Each once, by their numbers. */
  static #sorted(sorted: readonly Site[]): SiteSet {
    if (sorted.length === 1) return SiteSet.of(sorted[0]!);
    const registry = sorted[0]!.registry;
    const key = sorted.map((site) => site.number).join();
    let set = registry.get(key);
    if (!set) {
      set = new SiteSet(sorted);
      registry.set(key, set);
    }
    return set;
  }

  union(other: SiteSet): SiteSet {
    if (this === other || other.sites.length === 0) return this;
    if (this.sites.length === 0) return other;
    let union = this.#unions.get(other);
    if (!union) {
      union = SiteSet.#sorted(merged(this.sites, other.sites));
      this.#unions.set(other, union);
      other.#unions.set(this, union);
    }
    return union;
  }

  /** The functions in it, or all else. */
  part(isFunction: boolean): SiteSet {
    this.#parts ??= [
      SiteSet.from(this.sites.filter((site) => !site.isFunction)),
      SiteSet.from(this.sites.filter((site) => site.isFunction)),
    ];
    return this.#parts[isFunction ? 1 : 0]!;
  }

  /** Those of any of these kinds (bits of OBJECT_KIND), or of any other. */
  ofKinds(kinds: number, others = false): SiteSet {
    const key = others ? -1 - kinds : kinds;
    let part = this.#byKinds.get(key);
    if (!part) {
      part = SiteSet.from(this.sites.filter((site) => (site.objectKind & (others ? ~kinds : kinds)) !== 0));
      this.#byKinds.set(key, part);
    }
    return part;
  }

  filter(keep: (site: Site) => boolean): SiteSet {
    const kept = this.sites.filter(keep);
    return kept.length === this.sites.length ? this : SiteSet.from(kept);
  }
}

function merged(a: readonly Site[], b: readonly Site[]): Site[] {
  const all: Site[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    const left = a[i];
    const right = b[j];
    if (right === undefined || (left !== undefined && left.number <= right.number)) {
      all.push(left!);
      i++;
      if (left === right) j++;
    } else {
      all.push(right);
      j++;
    }
  }
  return all;
}

export const EMPTY_SITES = SiteSet.empty;
