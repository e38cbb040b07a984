import { createPinia } from 'pinia'
import { createApp } from 'vue'
import App from './App.vue'
import { i18n, language, loadWords } from './i18n'
import { router } from './router'
import { useSession } from './session/session'
import { beginPreferences } from './shell/preferences'
import 'element-plus/theme-chalk/dark/css-vars.css'
import './styles/base.css'
import './styles/page.css'

beginPreferences()
document.documentElement.lang = language()
const app = createApp(App).use(createPinia()).use(i18n).use(router)
await Promise.all([loadWords('shell'), useSession().begin()])
app.mount('#app')
