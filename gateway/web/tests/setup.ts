/** What a browser has and happy-dom lacks. */
import 'fake-indexeddb/auto'
import { i18n, loadWords } from '@/i18n'

await loadWords('shell')
i18n.global.locale.value = 'zh-CN'
