import type { Area } from '@/areas'

export default {
  name: 'sales',
  title: ['销售', 'Sales'],
  order: 30,
  pages: [
    { path: 'orders/new', name: 'sales.order.new', title: ['录订单', 'Enter orders'], scope: 'sales.order.enter', menu: true, component: () => import('./entry/OrderEntryPage.vue') },
    { path: 'quotes', name: 'sales.quotes', title: ['报价单', 'Quotes'], scope: 'sales.quote.read', menu: true, component: () => import('./QuotesPage.vue') },
    { path: 'quotes/new', name: 'sales.quote.new', title: ['录报价单', 'Enter a quote'], scope: 'sales.quote.enter', component: () => import('./entry/QuoteEntryPage.vue') },
    { path: 'quotes/:id', name: 'sales.quote', title: ['报价单', 'Quote'], scope: 'sales.quote.read', component: () => import('./QuotePage.vue') },
    { path: 'orders', name: 'sales.orders', title: ['订单', 'Orders'], scope: 'sales.order.read', menu: true, component: () => import('./OrdersPage.vue') },
    { path: 'orders/:id', name: 'sales.order', title: ['订单', 'Order'], scope: 'sales.order.read', component: () => import('./OrderPage.vue') },
    { path: 'deliveries', name: 'sales.deliveries', title: ['出货单', 'Deliveries'], scope: 'sales.delivery.read', menu: true, component: () => import('./DeliveriesPage.vue') },
    { path: 'deliveries/:id', name: 'sales.delivery', title: ['出货单', 'Delivery'], scope: 'sales.delivery.read', component: () => import('./DeliveryPage.vue') },
    { path: 'returns', name: 'sales.returns', title: ['销售退货', 'Returns'], scope: 'sales.return.read', menu: true, component: () => import('./ReturnsPage.vue') },
    { path: 'returns/:id', name: 'sales.return', title: ['销售退货', 'Return'], scope: 'sales.return.read', component: () => import('./ReturnPage.vue') },
    { path: 'print/:kind/:id', name: 'sales.print', title: ['打印', 'Print'], scope: ['sales.quote.read', 'sales.order.read', 'sales.delivery.read'], component: () => import('./print/PrintPage.vue') },
  ],
} satisfies Area
