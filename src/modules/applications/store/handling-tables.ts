/** Tables of what happens to an application beside its process. */
export type HandlingTables = {
  'applications.enquiry': {
    id: string;
    application_id: string;
    asked_by: string;
    asked_at: Date;
    text: string;
    documents: string[];
    answer: string;
    answered_at: Date | null;
    signed_bytes: Buffer | null;
    cms: Buffer | null;
    evidence: Buffer | null;
    signer_serial: string | null;
    counter: unknown;
    counter_touched_at: Date | null;
  };
  'applications.statement': {
    id: string;
    application_id: string;
    kind: string;
    visitor: string | null;
    text: string;
    touched_at: Date;
    officer_id: string | null;
    signed_at: Date | null;
    signed_bytes: Buffer | null;
    cms: Buffer | null;
    evidence: Buffer | null;
    signer_serial: string | null;
  };
  'applications.note': { id: string; application_id: string; officer_id: string; at: Date; text: string };
  'applications.complaint': {
    application_id: string;
    body_id: string;
    filed_at: Date;
    text: string;
    answered_at: Date | null;
    answered_by: string | null;
    answer: string | null;
  };
  'applications.survey_answer': { application_id: string; answers: unknown; at: Date };
};
