/** The services that keep a trail, run jobs and consume events, each for itself. */
export const SERVICES = ['gateway', 'crm', 'sales', 'purchasing', 'finance', 'office', 'notification', 'backup'] as const
export type Service = (typeof SERVICES)[number]

/** The address of an operation that every service has: `systemPath('crm', 'audit')`. */
export function systemPath(service: string, what: string): string {
  return `/api/v1/${service}/system/${what}`
}
