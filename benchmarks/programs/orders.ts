/** A report over records: filter, map, group by key, reduce, spread, optional fields. */
interface Order {
  id: number;
  customer: string;
  items: { sku: string; price: number; quantity?: number }[];
  coupon?: { rate: number } | null;
}

interface Total {
  customer: string;
  orders: number;
  revenue: number;
  best?: string;
}

const amount = (order: Order): number =>
  order.items.reduce((sum, { price, quantity = 1 }) => sum + price * quantity, 0) * (1 - (order.coupon?.rate ?? 0));

export function orders(count: number): Total[] {
  const all: Order[] = Array.from({ length: count }, (_, id) => ({
    id,
    customer: `customer ${id % 97}`,
    items: Array.from({ length: 1 + (id % 5) }, (_, k) => ({
      sku: `sku-${(id * 7 + k * 3) % 50}`,
      price: ((id * 31 + k * 17) % 1000) / 10,
      ...(k % 2 ? { quantity: k } : {}),
    })),
    ...(id % 4 === 0 ? { coupon: id % 8 === 0 ? null : { rate: 0.1 } } : {}),
  }));
  const groups: Record<string, Order[]> = {};
  for (const order of all.filter(({ items }) => items.length > 1)) {
    groups[order.customer] ??= [];
    groups[order.customer]!.push(order);
  }
  return Object.entries(groups)
    .map(([customer, mine]) => {
      const skus: Record<string, number> = {};
      for (const { items } of mine) for (const { sku } of items) skus[sku] = (skus[sku] ?? 0) + 1;
      const best = Object.keys(skus).reduce((a, b) => (skus[b]! > skus[a]! ? b : a));
      return { customer, orders: mine.length, revenue: mine.map(amount).reduce((a, b) => a + b, 0), best };
    })
    .sort((a, b) => b.revenue - a.revenue || a.customer.localeCompare(b.customer));
}
