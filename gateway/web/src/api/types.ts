/** Names for what operations take and answer, cut out of the generated types. */
import type { paths } from './schema'

export type Path = keyof paths
type Method = 'get' | 'post' | 'put' | 'delete'
type Content<R> = R extends { content: { 'application/json': infer C } } ? C : never
type Responses<P extends Path, M extends Method> = paths[P][M] extends { responses: infer R } ? R : never

/** What an operation answers: `Answer<'/api/v1/crm/customers/{customer_id}'>`. */
export type Answer<P extends Path, M extends Method = 'get'> = Content<
  Responses<P, M>[(200 | 201) & keyof Responses<P, M>]
>

/** What an operation takes: `Body<'/api/v1/crm/customers', 'post'>`. */
export type Body<P extends Path, M extends Method> = paths[P][M] extends {
  requestBody?: { content: { 'application/json': infer C } }
}
  ? C
  : never

/** Paths that answer a page of rows. */
export type ListPath = {
  [P in Path]: Answer<P> extends { items: unknown[]; next: string | null } ? P : never
}[Path]

/** A row of a list: `Row<'/api/v1/crm/customers'>`. */
export type Row<P extends ListPath> = Answer<P> extends { items: (infer R)[] } ? R : never
