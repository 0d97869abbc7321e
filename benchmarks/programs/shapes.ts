/** Classes with virtual methods, accessors and a static counter. */
abstract class Shape {
  static made = 0;
  constructor(protected readonly scale: number) {
    Shape.made++;
  }
  abstract get area(): number;
  grown(factor: number): number {
    return this.area * factor * this.scale;
  }
}

class Circle extends Shape {
  constructor(
    scale: number,
    private readonly radius: number,
  ) {
    super(scale);
  }
  get area(): number {
    return Math.PI * this.radius * this.radius;
  }
}

class Box extends Shape {
  constructor(
    scale: number,
    readonly width: number,
    readonly height: number,
  ) {
    super(scale);
  }
  get area(): number {
    return this.width * this.height;
  }
}

class Cube extends Box {
  constructor(scale: number, side: number) {
    super(scale, side, side);
  }
  override get area(): number {
    return 6 * super.area;
  }
}

export function shapes(count: number, rounds: number): { sum: number; made: number } {
  Shape.made = 0;
  const all: Shape[] = [];
  for (let k = 0; k < count; k++) {
    all.push(k % 3 === 0 ? new Circle(1 + k / count, k) : k % 3 === 1 ? new Box(1, k, 2) : new Cube(0.5, k));
  }
  let sum = 0;
  for (let round = 0; round < rounds; round++) {
    for (const shape of all) sum += shape.grown(round);
  }
  return { sum, made: Shape.made };
}
