import type { Area } from '@/areas'

const items = () => import('./OpenItemsPage.vue')
const item = () => import('./OpenItemPage.vue')
const documents = () => import('./MoneyListPage.vue')
const document = () => import('./MoneyPage.vue')
const entry = () => import('./MoneyEntryPage.vue')
const ageing = () => import('./AgeingPage.vue')

export default {
  name: 'finance',
  title: ['财务', 'Finance'],
  order: 50,
  pages: [
    { path: 'receivables', name: 'finance.receivables', title: ['应收款', 'Receivables'], scope: 'finance.receivable.read', menu: true, component: items },
    { path: 'receivables/:id', name: 'finance.receivable', title: ['应收款', 'Receivable'], scope: 'finance.receivable.read', component: item },
    { path: 'ageing', name: 'finance.ageing', title: ['应收账龄', 'Ageing'], scope: 'finance.receivable.read', menu: true, component: ageing },
    { path: 'receipts', name: 'finance.receipts', title: ['收款', 'Receipts'], scope: 'finance.receipt.read', menu: true, component: documents },
    { path: 'receipts/new', name: 'finance.receipt.new', title: ['登记收款', 'Post a receipt'], scope: 'finance.receipt.post', component: entry },
    { path: 'receipts/:id', name: 'finance.receipt', title: ['收款单', 'Receipt'], scope: 'finance.receipt.read', component: document },
    { path: 'credit', name: 'finance.credit', title: ['客户信用', 'Credit'], scope: 'finance.credit.read', menu: true, component: () => import('./CreditPage.vue') },
    { path: 'payables', name: 'finance.payables', title: ['应付款', 'Payables'], scope: 'finance.payable.read', menu: true, component: items },
    { path: 'payables/:id', name: 'finance.payable', title: ['应付款', 'Payable'], scope: 'finance.payable.read', component: item },
    { path: 'payables-ageing', name: 'finance.payables.ageing', title: ['应付账龄', 'Ageing of payables'], scope: 'finance.payable.read', menu: true, component: ageing },
    { path: 'payments', name: 'finance.payments', title: ['付款', 'Payments'], scope: 'finance.payment.read', menu: true, component: documents },
    { path: 'payments/new', name: 'finance.payment.new', title: ['登记付款', 'Post a payment'], scope: 'finance.payment.post', component: entry },
    { path: 'payments/:id', name: 'finance.payment', title: ['付款单', 'Payment'], scope: 'finance.payment.read', component: document },
    { path: 'expenses', name: 'finance.expenses', title: ['费用', 'Expenses'], scope: 'finance.expense.read', menu: true, component: () => import('./ExpensesPage.vue') },
    { path: 'expenses/:id', name: 'finance.expense', title: ['费用单', 'Expense'], scope: 'finance.expense.read', component: () => import('./ExpensePage.vue') },
    { path: 'expense-summary', name: 'finance.expense.summary', title: ['费用统计', 'Expenses summed up'], scope: 'finance.expense.read', menu: true, component: () => import('./ExpenseSummaryPage.vue') },
    { path: 'cash-flow', name: 'finance.cash', title: ['资金流入流出', 'Cash in and out'], scope: 'finance.cash.read', menu: true, component: () => import('./CashFlowPage.vue') },
    { path: 'commissions', name: 'finance.commissions', title: ['提成', 'Commission'], scope: 'finance.commission.read', menu: true, component: () => import('./CommissionsPage.vue') },
    { path: 'trial-balance', name: 'finance.ledger', title: ['试算平衡', 'Trial balance'], scope: 'finance.ledger.read', menu: true, component: () => import('./TrialBalancePage.vue') },
    { path: 'journal', name: 'finance.journal', title: ['凭证', 'Journal'], scope: 'finance.ledger.read', menu: true, component: () => import('./JournalPage.vue') },
  ],
} satisfies Area
