export default {
  performance: 'Performance',
  grouped: 'By',
  measure: 'Measure',
  from: 'From',
  to: 'to',
  total: 'Total',
  none: '(none)',
  nothing: 'There are no results in this time. Try another one.',
  wider: 'No longer only {what}',
  open_orders: 'Orders of {what}',
  by: { month: 'Month', customer: 'Customer', product: 'Product', category: 'Category', performer: 'Salesperson', team: 'Team', area: 'Area', year: 'Year' },
  measures: { ordered: 'Ordered', shipped: 'Shipped', returned: 'Returned', orders: 'Orders', pieces: 'Pieces' },
}
