import { oids } from '../der/oids.ts';
import type { Certificate } from '../x509/certificate.ts';
import type { PolicyMapping } from '../x509/certificate-extensions.ts';

/** What a caller demands of policies (RFC 5280 6.1.1 c, e, f, g). */
export interface PolicyInputs {
  /** OIDs of acceptable policies; absent or empty is any policy. */
  readonly acceptable?: readonly string[];
  readonly requireExplicit?: boolean;
  readonly inhibitMapping?: boolean;
  readonly inhibitAny?: boolean;
}

/** One policy that is valid at the current depth. */
interface PolicyNode {
  /** What the next certificate may call it (expected_policy_set). */
  readonly expected: ReadonlySet<string>;
  /** Whether it comes, through mappings, from a policy that the caller accepts. */
  readonly acceptable: boolean;
}

type Level = ReadonlyMap<string, PolicyNode>;

const any = oids.anyPolicy;

/**
 * Policy processing of RFC 5280 6.1 as RFC 9618 rewrote it: the tree of the former grows exponentially under hostile mappings. What is
 * asked at the end, whether a policy at the last depth comes from an acceptable one, can be carried along downwards, so that only the
 * deepest level has to be kept.
 */
export class PolicyState {
  private readonly inputs: PolicyInputs;
  private level: Level;
  private explicit: number;
  private mapping: number;
  private inhibitAny: number;

  constructor(inputs: PolicyInputs, length: number) {
    this.inputs = inputs;
    this.level = new Map([[any, { expected: new Set([any]), acceptable: true }]]);
    this.explicit = inputs.requireExplicit ? 0 : length + 1;
    this.mapping = inputs.inhibitMapping ? 0 : length + 1;
    this.inhibitAny = inputs.inhibitAny ? 0 : length + 1;
  }

  /** RFC 5280 6.1.3 d to f. @returns whether the path may go on. */
  enter(certificate: Certificate, isLast: boolean): boolean {
    const policies = certificate.extensions.policies?.map((policy) => policy.id) ?? [];
    const anyAllowed = this.inhibitAny > 0 || (!isLast && certificate.selfIssued);
    this.level = this.nextLevel(policies, anyAllowed);
    return this.explicit > 0 || this.level.size > 0;
  }

  private nextLevel(policies: readonly string[], anyAllowed: boolean): Level {
    const next = new Map<string, PolicyNode>();
    const parents = this.parentsByExpected();
    const add = (policy: string, acceptable: boolean) => next.set(policy, { expected: new Set([policy]), acceptable });
    for (const policy of policies) {
      if (policy === any) continue;
      const above = parents.get(policy);
      if (above !== undefined) add(policy, above.acceptable);
      else if (this.level.has(any)) add(policy, this.accepts(policy));
    }
    if (!policies.includes(any) || !anyAllowed) return next;
    for (const [policy, above] of parents) if (!next.has(policy)) add(policy, above.acceptable);
    return next;
  }

  /** For each policy that the next certificate may name: whether one of the nodes that expect it is acceptable. */
  private parentsByExpected(): Map<string, { acceptable: boolean }> {
    const parents = new Map<string, { acceptable: boolean }>();
    for (const node of this.level.values()) {
      for (const policy of node.expected) {
        parents.set(policy, { acceptable: node.acceptable || (parents.get(policy)?.acceptable ?? false) });
      }
    }
    return parents;
  }

  private accepts(policy: string): boolean {
    const { acceptable = [] } = this.inputs;
    return acceptable.length === 0 || acceptable.includes(any) || acceptable.includes(policy);
  }

  /** RFC 5280 6.1.4 a, b, h to j, for a certificate that issues the next one. @returns whether its mappings are lawful. */
  leave(certificate: Certificate): boolean {
    const { policyMappings = [], policyConstraints = {}, inhibitAnyPolicy } = certificate.extensions;
    if (policyMappings.some((mapping) => mapping.issuer === any || mapping.subject === any)) return false;
    if (policyMappings.length > 0) this.map(policyMappings);
    if (!certificate.selfIssued) this.countDown();
    this.explicit = Math.min(this.explicit, policyConstraints.requireExplicit ?? Infinity);
    this.mapping = Math.min(this.mapping, policyConstraints.inhibitMapping ?? Infinity);
    this.inhibitAny = Math.min(this.inhibitAny, inhibitAnyPolicy ?? Infinity);
    return true;
  }

  private map(mappings: readonly PolicyMapping[]): void {
    const level = new Map(this.level);
    for (const [policy, of] of Map.groupBy(mappings, (mapping) => mapping.issuer)) {
      const node = level.get(policy);
      if (this.mapping === 0) {
        level.delete(policy);
        continue;
      }
      const expected = new Set(of.map((mapping) => mapping.subject));
      if (node !== undefined) level.set(policy, { ...node, expected });
      else if (this.level.has(any)) level.set(policy, { expected, acceptable: this.accepts(policy) });
    }
    this.level = level;
  }

  private countDown(): void {
    this.explicit = Math.max(0, this.explicit - 1);
    this.mapping = Math.max(0, this.mapping - 1);
    this.inhibitAny = Math.max(0, this.inhibitAny - 1);
  }

  /** RFC 5280 6.1.5 a, b, g. @returns the policies in force for the last certificate, undefined where the path needs one and has none. */
  finish(certificate: Certificate): string[] | undefined {
    this.explicit = Math.max(0, this.explicit - 1);
    if (certificate.extensions.policyConstraints?.requireExplicit === 0) this.explicit = 0;
    const inForce = [...this.level].filter(([, node]) => node.acceptable).map(([policy]) => policy);
    return this.explicit > 0 || inForce.length > 0 ? inForce : undefined;
  }
}
