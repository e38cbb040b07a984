/** Who is signed in here, and how far the sign-in has come. */
import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import { recoverWith } from '@/api/client'
import type { Problem } from '@/api/problems'
import * as calls from './calls'
import { prove, proofForSignIn } from './device'
import { forgetProducts } from '@/store/products'
import { holds, reachOf } from './rights'

export type { Myself, Stage } from './calls'

const STAGES: Record<string, calls.Stage> = {
  second_factor_required: 'second_factor',
  second_factor_setup_required: 'second_factor_setup',
  password_change_required: 'password_change',
}

export const useSession = defineStore('session', () => {
  const user = shallowRef<calls.Myself | null>(null)
  const stage = ref<calls.Stage | 'password'>('password')
  /** The session ended while a page was open: the page stays, and waits for a new sign-in. */
  const interrupted = ref(false)
  const waiting: ((signedIn: boolean) => void)[] = []

  const complete = computed(() => user.value !== null && stage.value === 'complete')
  const reach = (scope: string) => (user.value ? reachOf(user.value.grants, scope) : undefined)
  const may = (scope: string | undefined) => !scope || (user.value !== null && holds(user.value.grants, scope))

  /** Whether fields of this mark (`cost`, `floor_price`) are shown: those that are not are absent from every answer. */
  const sees = (mark: string) => user.value !== null && !user.value.hidden.includes(mark)

  /** Ask once, when the page is opened, whether somebody is signed in already. */
  async function begin(): Promise<void> {
    const current = await calls.whoAmI().catch(() => null)
    if (current) enter(current, current.stage)
  }

  async function signIn(username: string, password: string): Promise<void> {
    const device = await proofForSignIn()
    await calls.openSession({ username, password, ...(device ? { device } : {}) })
    await goOn()
  }

  /** After a step of the sign-in: who is it now, and what comes next? */
  async function goOn(): Promise<void> {
    const current = await calls.whoAmI()
    enter(current, current.stage)
  }

  function enter(who: calls.Myself, reached: calls.Stage): void {
    const another = user.value !== null && user.value.id !== who.id
    user.value = who
    stage.value = reached
    if (reached !== 'complete') return
    // What is on the screen belongs to somebody else: begin anew rather than show it.
    if (another) return location.reload()
    interrupted.value = false
    for (const resume of waiting.splice(0)) resume(true)
  }

  async function signOut(): Promise<void> {
    await calls.closeSession().catch(() => undefined)
    await forgetProducts().catch(() => undefined)
    location.assign('/')
  }

  /** A request was refused: for want of a session, of a proof by this device, or of a step of the sign-in. */
  async function recover(problem: Problem, path: string): Promise<boolean> {
    if (!user.value || calls.belongsToSignIn(path)) return false
    if (problem.code === 'device_proof_required') return prove()
    if (problem.status !== 401 && !(problem.code in STAGES)) return false
    stage.value = STAGES[problem.code] ?? 'password'
    interrupted.value = true
    return new Promise((resume) => waiting.push(resume))
  }
  recoverWith(recover)

  return { user, stage, complete, interrupted, may, sees, reach, begin, signIn, goOn, signOut }
})
