export default {
  performance: '业绩',
  grouped: '按什么看',
  measure: '看什么',
  from: '从',
  to: '到',
  total: '合计',
  none: '（未填）',
  nothing: '这段时间没有业绩。换一段时间看看。',
  wider: '不再只看 {what}',
  open_orders: '{what} 的订单',
  by: { month: '月份', customer: '客户', product: '产品', category: '类别', performer: '业务员', team: '团队', area: '地区', year: '年份' },
  measures: { ordered: '订单金额', shipped: '出货金额', returned: '退货金额', orders: '订单数', pieces: '数量' },
}
