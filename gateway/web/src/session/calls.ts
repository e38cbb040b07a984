/** The operations of the sign-in, under the names that its steps use. */
import { answered, api } from '@/api/client'
import type { Answer, Body } from '@/api/types'

export type Myself = Answer<'/api/v1/gateway/sessions/current'>
export type Stage = Myself['stage']
export type DeviceProof = NonNullable<Body<'/api/v1/gateway/sessions', 'post'>['device']>

/** Refusals of these are for the sign-in page to show: asking for a sign-in because of them would never end. */
export function belongsToSignIn(path: string): boolean {
  return /^\/api\/v1\/gateway\/(sessions$|sessions\/current|devices\/(enrol|[^/]+\/challenge))/.test(path)
}

export const openSession = (body: { username: string; password: string; device?: DeviceProof }) =>
  answered(api.POST('/api/v1/gateway/sessions', { body }))
export const closeSession = () => answered(api.DELETE('/api/v1/gateway/sessions/current', {}))
export const whoAmI = () => answered(api.GET('/api/v1/gateway/sessions/current', {}))

export const endViewAs = () => answered(api.POST('/api/v1/gateway/sessions/current/view-as/end', {}))

export const giveCode = (code: string) => answered(api.POST('/api/v1/gateway/sessions/current/second-factor', { body: { code } }))
export const changePassword = (old_password: string, password: string) =>
  answered(api.POST('/api/v1/gateway/me/password', { body: { old_password, password } }))

export const secondFactor = () => answered(api.GET('/api/v1/gateway/me/second-factor', {}))
export const beginSecondFactor = (password: string | null) =>
  answered(api.POST('/api/v1/gateway/me/second-factor', { body: { password } }))
export const confirmSecondFactor = (code: string) =>
  answered(api.POST('/api/v1/gateway/me/second-factor/confirm', { body: { code } }))
export const removeSecondFactor = (code: string) =>
  answered(api.POST('/api/v1/gateway/me/second-factor/remove', { body: { code } }))

export const mySessions = () => answered(api.GET('/api/v1/gateway/me/sessions', { params: { query: { limit: 50 } } }))
export const endSession = (session_id: string) =>
  answered(api.POST('/api/v1/gateway/me/sessions/{session_id}/end', { params: { path: { session_id } } }))
export const endOtherSessions = () => answered(api.POST('/api/v1/gateway/me/sessions/end-others', {}))

export const enrolDevice = (body: Body<'/api/v1/gateway/devices/enrol', 'post'>) =>
  answered(api.POST('/api/v1/gateway/devices/enrol', { body }))
export const challenge = (device_id: string) =>
  answered(api.POST('/api/v1/gateway/devices/{device_id}/challenge', { params: { path: { device_id } } }))
export const giveProof = (body: DeviceProof) => answered(api.POST('/api/v1/gateway/sessions/current/proof', { body }))
