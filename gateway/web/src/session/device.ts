/**
 * This browser as a registered device: a key pair that cannot be taken out of it. The public half goes to the gateway
 * at enrolment; signing the gateway's challenge shows that a request comes from here.
 */
import { open } from '@/store/browser'
import { challenge, enrolDevice, giveProof, type DeviceProof } from './calls'

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256' } as const
const KEPT = 'device'

interface Device {
  deviceId: string
  keys: CryptoKeyPair
}

/** Browsers give keys to secure pages only: https, or this very machine. */
export function canEnrol(): boolean {
  return typeof crypto.subtle !== 'undefined' && typeof indexedDB !== 'undefined'
}

export async function knownDevice(): Promise<string | null> {
  return (await kept())?.deviceId ?? null
}

/** Makes a key and registers it with the one-time code; `waiting` until somebody approves it, by its fingerprint. */
export async function enrol(code: string, name: string): Promise<{ state: string; fingerprint: string }> {
  const keys = (await crypto.subtle.generateKey(ALGORITHM, false, ['sign', 'verify'])) as CryptoKeyPair
  const { kty, crv, x, y } = await crypto.subtle.exportKey('jwk', keys.publicKey)
  const public_key = { kty: kty as 'EC', crv: crv as 'P-256', x: x!, y: y! }
  const { device_id, state, fingerprint } = await enrolDevice({ code, name, platform: navigator.userAgent.slice(0, 120), public_key })
  await (await open()).put('keys', { deviceId: device_id, keys } satisfies Device, KEPT)
  return { state, fingerprint }
}

/** The proof that goes with user name and password; null where this browser is no registered device. */
export async function proofForSignIn(): Promise<DeviceProof | null> {
  const device = await kept()
  if (!device) return null
  // A device that was revoked gets no challenge: signing in goes on without it, and the gateway decides.
  return proof(device).catch(() => null)
}

/** Shows the gateway that the session is used from this device; false where that is not possible. */
export async function prove(): Promise<boolean> {
  const device = await kept()
  if (!device) return false
  return proof(device)
    .then(giveProof)
    .then(
      () => true,
      () => false,
    )
}

async function proof({ deviceId, keys }: Device): Promise<DeviceProof> {
  const given = (await challenge(deviceId)).challenge
  const content = new TextEncoder().encode(given)
  const signature = await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, keys.privateKey, content)
  return { device_id: deviceId, challenge: given, signature: base64url(new Uint8Array(signature)) }
}

async function kept(): Promise<Device | undefined> {
  if (!canEnrol()) return undefined
  return open()
    .then((store) => store.get<Device>('keys', KEPT))
    .catch(() => undefined)
}

function base64url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replace(/\+/g, '-')
    .replace(/\//g, '_')
    .replace(/=+$/, '')
}
