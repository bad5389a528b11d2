// Medians and tables, the same in every bench.
export const median = (values) => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
};

export const round = (value, digits = 2) => Number(value.toFixed(digits));

export function table(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((r) => String(r[column]).length)));
  for (const row of rows) console.log(row.map((cell, column) => column === 0 ? String(cell).padEnd(widths[column]) : String(cell).padStart(widths[column])).join('   '));
}
