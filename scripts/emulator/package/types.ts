import path from 'node:path';
import ts from 'typescript';

const ROOT = path.resolve(__dirname, '../../..');

/** Writes the declarations of a source file, and of what it imports, as the project's own settings understand them. */
export function writeTypes(entry: string, folder: string): void {
  const { config } = ts.readConfigFile(path.join(ROOT, 'tsconfig.json'), ts.sys.readFile) as {
    config: object;
  };
  const { options } = ts.parseJsonConfigFileContent({ ...config, files: [entry], include: [] }, ts.sys, ROOT);
  const { incremental: _, tsBuildInfoFile: __, ...kept } = options;
  const program = ts.createProgram([entry], {
    ...kept,
    noEmit: false,
    declaration: true,
    emitDeclarationOnly: true,
    rootDir: ROOT,
    outDir: folder,
  });
  const [problem] = program.emit().diagnostics;
  if (problem) throw new Error(ts.flattenDiagnosticMessageText(problem.messageText, '\n'));
}
