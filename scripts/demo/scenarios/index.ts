import type { Scenario } from '../scenario';
import { agentDrop } from './agent-drop';
import { aiLost } from './ai-lost';
import { callEnded409 } from './call-ended-409';
import { callerLeaves } from './caller-leaves';
import { decline } from './decline';
import { doubleEscalate } from './double-escalate';
import { forged } from './forged';
import { happy } from './happy';
import { holdMusic } from './hold-music';
import { interruptions } from './interruptions';
import { keyword } from './keyword';
import { lateReport } from './late-report';
import { noAgent } from './no-agent';
import { returnToAi } from './return-to-ai';
import { vapiDown } from './vapi-down';
import { vapiNumber } from './vapi-number';
import { vapiTransfer } from './vapi-transfer';
import { voicemail } from './voicemail';

/** In the order in which the demo plays them. */
export const SCENARIOS: readonly Scenario[] = [
  happy,
  noAgent,
  decline,
  voicemail,
  callerLeaves,
  doubleEscalate,
  aiLost,
  vapiDown,
  callEnded409,
  lateReport,
  returnToAi,
  vapiTransfer,
  holdMusic,
  forged,
  interruptions,
  agentDrop,
  vapiNumber,
  keyword,
];
