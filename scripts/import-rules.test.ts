import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '..');

/** The house's walls, each broken on purpose. */
const REFUSED: [path: string, specifier: string][] = [
  ['lib/domain/x.ts', 'pg'],
  ['lib/domain/x.ts', 'node:fs'],
  ['lib/domain/x.ts', '../db/client.ts'],
  ['lib/domain/x.ts', '#lib/services/errors.ts'],
  ['lib/db/x.ts', '../services/errors.ts'],
  ['lib/db/schema/x.ts', 'next'],
  ['lib/connectors/x.ts', '../env.ts'],
  ['lib/connectors/x.ts', '../db/client.ts'],
  ['lib/connectors/x.ts', '../services/errors.ts'],
  ['lib/connectors/x.ts', '../ai/prompt.ts'],
  ['lib/ai/x.ts', '../env.ts'],
  ['lib/ai/x.ts', '../connectors/ai.ts'],
  ['lib/ai/x.ts', '../services/errors.ts'],
  ['lib/ai/x.ts', 'node:fs'],
  ['lib/ai/tasks/x.ts', '../../db/client.ts'],
  ['lib/ai/tasks/x.ts', '../../connectors/ai.ts'],
  ['lib/ai/tasks/x.ts', '#lib/integrations/ai/run-task.ts'],
  ['lib/engine/x.ts', '../domain/events.ts'],
  ['lib/engine/x.ts', '../ai/prompt.ts'],
  ['lib/engine/x.ts', '../services/errors.ts'],
  ['lib/engine/x.ts', 'next/server'],
  ['lib/services/cases/x.ts', '#automations/client.ts'],
  ['lib/services/cases/x.ts', '../../engine/index.ts'],
  ['lib/services/cases/x.ts', '../../connectors/wiz.ts'],
  ['lib/services/cases/x.ts', '../../connectors/crowdstrike/session.ts'],
  ['lib/services/cases/x.ts', '../../connectors/ai.ts'],
  ['lib/services/cases/x.ts', '../../ai/tasks/index.ts'],
  ['lib/services/cases/x.ts', '../../env.ts'],
  ['lib/services/cases/x.ts', 'react'],
  ['lib/http/x.ts', '#components/ui/button.tsx'],
  ['automations/x.ts', '#components/ui/button.tsx'],
  ['automations/x.ts', '#lib/engine/index.ts'],
  ['automations/x.ts', '#lib/ai/ask-model.ts'],
  ['app/api/v1/cases/x.ts', '#automations/index.ts'],
  ['app/api/v1/cases/x.ts', '#lib/db/client.ts'],
  ['app/api/v1/cases/x.ts', '#lib/ai/ask-model.ts'],
  ['app/(desk)/cases/x.tsx', '#lib/engine/index.ts'],
  ['components/cases/x.tsx', '#lib/services/cases/get.ts'],
  ['components/cases/x.tsx', '#automations/index.ts'],
];

const ALLOWED: [path: string, specifier: string][] = [
  ['lib/domain/x.ts', 'zod'],
  ['lib/domain/x.ts', 'croner'],
  ['lib/domain/x.ts', './severity.ts'],
  ['lib/domain/sla/x.ts', '../severity.ts'],
  ['lib/services/cases/x.ts', '../../domain/severity.ts'],
  ['lib/services/cases/x.ts', '../../db/client.ts'],
  ['lib/services/deliveries/x.ts', '../connectors/catalogue.ts'],
  ['lib/services/scout/x.ts', '../ai/record-output.ts'],
  ['lib/ai/x.ts', 'zod'],
  ['lib/ai/x.ts', 'node:zlib'],
  ['lib/ai/x.ts', '../domain/attack.ts'],
  ['lib/ai/tasks/x.ts', '../task.ts'],
  ['lib/ai/tasks/x.ts', '../mapping/leaves.ts'],
  ['lib/ai/tasks/x.ts', '../../domain/command-line/index.ts'],
  ['lib/integrations/x.ts', '../connectors/wiz.ts'],
  ['lib/integrations/x.ts', '../ai/ask-model.ts'],
  ['automations/x.ts', '#lib/services/cases/open.ts'],
  ['automations/worker.ts', '#lib/engine/index.ts'],
  ['app/api/v1/cases/x.ts', '#lib/services/cases/open.ts'],
  ['components/cases/x.tsx', '#lib/domain/severity.ts'],
];

let folder: string;
let refusedFiles: Set<string>;

const fileOf = (path: string, index: number) => path.replace(/x(\.tsx?)$/, `x${index}$1`);

// A tree of its own under the project's configuration: one run of the linter for all cases, and nothing broken in the real tree.
beforeAll(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'import-rules-')));
  const config = JSON.parse(readFileSync(join(ROOT, 'biome.json'), 'utf8'));
  writeFileSync(join(folder, 'biome.json'), JSON.stringify({ ...config, vcs: { enabled: false } }));
  for (const [index, [path, specifier]] of [...REFUSED, ...ALLOWED].entries()) {
    const file = join(folder, path.endsWith('x.ts') || path.endsWith('x.tsx') ? fileOf(path, index) : path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `import { x } from '${specifier}';\n\nexport const y = x;\n`);
  }
  const options = { cwd: folder, encoding: 'utf8' } as const;
  const { stdout } = spawnSync(
    join(ROOT, 'node_modules/.bin/biome'),
    ['lint', '--reporter=github', '--max-diagnostics=none', '.'],
    options,
  );
  const lines = stdout.split('\n').filter((line) => line.includes('noRestrictedImports'));
  refusedFiles = new Set(lines.map((line) => /file=([^,]+)/.exec(line)![1]!.slice(folder.length + 1)));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('an import across a wall is refused', () => {
  test.each(REFUSED.map(([path, specifier], index) => [path, specifier, fileOf(path, index)]))(
    '%s ← %s',
    (_, __, file) => {
      expect(refusedFiles).toContain(file);
    },
  );
});

describe('an import that the house allows passes', () => {
  test.each(ALLOWED.map(([path, specifier], index) => [path, specifier, fileOf(path, REFUSED.length + index)]))(
    '%s ← %s',
    (path, _, file) => {
      expect(refusedFiles).not.toContain(path.endsWith('worker.ts') ? path : file);
    },
  );
});
