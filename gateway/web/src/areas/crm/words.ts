/** The values of the archive that have names on the screen. */
export const GRADES = ['A', 'B', 'C'] as const
export const SOURCES = ['card', 'fair', 'advert', 'referral', 'web', 'visit', 'other'] as const
export const CHANNELS = ['phone', 'email', 'im', 'visit', 'other'] as const
