/**
 * The wire, kept by hand only until `./gegenstrom contract` writes this file from the server's schemas.
 * It has the shape openapi-typescript gives, so callers stay as they are then.
 */

interface Answer<T> {
  headers: Record<string, unknown>;
  content: { 'application/json': T };
}
interface Refusal {
  headers: Record<string, unknown>;
  content: { 'application/problem+json': components['schemas']['Problem'] };
}
interface Ask<T, Status extends number = 200, Body = never, Query = never, Path = never> {
  parameters: {
    query?: Query;
    header?: never;
    path: Path;
    cookie?: never;
  };
  requestBody: [Body] extends [never] ? never : { content: { 'application/json': Body } };
  responses: Record<Status, Answer<T>> & { default: Refusal };
}
interface Read<T, Query = never> {
  parameters: { query?: Query; header?: never; path?: never; cookie?: never };
  requestBody?: never;
  responses: { 200: Answer<T>; default: Refusal };
}
interface Write<Body, T, Status extends number = 200> {
  parameters: { query?: never; header?: never; path?: never; cookie?: never };
  requestBody: { content: { 'application/json': Body } };
  responses: Record<Status, Answer<T>> & { default: Refusal };
}
interface Remove {
  parameters: { query?: never; header?: never; path?: never; cookie?: never };
  requestBody?: never;
  responses: { 204: { headers: Record<string, unknown>; content?: never }; default: Refusal };
}

type S = components['schemas'];

export interface paths {
  '/api/v1/health': { get: Read<S['Health']> };
  '/api/v1/session': {
    get: Read<S['Caller']>;
    post: Write<S['SignIn'], S['Caller']>;
    delete: Remove;
  };
  '/api/v1/session/membership': { put: Write<S['MembershipChoice'], S['Caller']> };
  '/api/v1/sessions': { delete: Remove };
  '/api/v1/participants': { get: Read<S['Participant'][]> };
  '/api/v1/colleagues': { get: Read<S['Colleague'][]> };
  '/api/v1/spaces': { get: Read<S['Spaces']> };
  '/api/v1/basemaps': { get: Read<S['Basemap'][]> };
  '/api/v1/sync/push': { post: Write<S['Push'], S['Verdicts']> };
  '/api/v1/sync/pull': { get: Read<S['Changes'], { after?: string; limit?: number }> };
}

export interface components {
  schemas: {
    Health: { app: string; status: string; version: string };
    SignIn: { name: string; password: string };
    Organisation: { id: string; code: string; name: string; kind: string };
    Membership: { organisation: S['Organisation']; role: S['Role'] };
    MembershipChoice: { organisation_id: string; role: S['Role'] };
    Role:
      | 'participant'
      | 'facilitator'
      | 'coordinator'
      | 'consultant'
      | 'planner'
      | 'partner'
      | 'operator';
    Caller: {
      account_id: string;
      name: string;
      display_name: string;
      role: S['Role'];
      side: 'field' | 'planning';
      organisation: S['Organisation'];
      memberships: S['Membership'][];
    };
    Participant: {
      id: string;
      pseudonym: string;
      picture: string | null;
      name: string;
      profile: string[];
      facilitator_ids: string[];
    };
    Colleague: { id: string; display_name: string; role: S['Role'] };
    Spaces: {
      type: 'FeatureCollection';
      features: {
        type: 'Feature';
        id?: string;
        geometry: { type: string; coordinates: unknown };
        properties: {
          id: string;
          code: string;
          name: string;
          about: string;
          inhabitants: number | null;
        };
      }[];
    };
    Basemap: {
      area: string;
      name: string;
      size_bytes: number;
      bounds: number[];
      min_zoom: number;
      max_zoom: number;
      url: string;
      attribution: string;
    };
    Problem: {
      type: string;
      title: string;
      status: number;
      detail?: string;
      errors?: Record<string, unknown>;
      retry_after_s?: number;
    };
    Operation: {
      id: string;
      kind: 'exploration' | 'walk' | 'finding' | 'photograph';
      record_id: string;
      action: 'put' | 'delete';
      base: string | null;
      made_at: string;
      body: Record<string, unknown> | null;
    };
    Push: { device_id: string; operations: S['Operation'][] };
    Verdict: {
      id: string;
      verdict: 'applied' | 'repeated' | 'merged' | 'conflict' | 'refused';
      revision: string | null;
      problem: S['Problem'] | null;
      body: Record<string, unknown> | null;
    };
    Verdicts: { verdicts: S['Verdict'][] };
    Change: {
      kind: S['Operation']['kind'];
      record_id: string;
      action: 'put' | 'erase';
      revision: string;
      body: Record<string, unknown> | null;
    };
    Changes: { changes: S['Change'][]; cursor: string; more: boolean };
  };
}
