#!/usr/bin/env node
/**
 * A language host for the engine that is built from its Go modules, which come without one. It serves Pulumi's
 * LanguageRuntime over gRPC and starts programs by the SDK's own launcher (`@pulumi/pulumi/cmd/run`). For tests only:
 * the official bundle brings the official host.
 *
 * The project's folder is in PULUMI_NODE_ROOT. The port goes to the first line of standard output, nothing else does.
 * Protocol: https://github.com/pulumi/pulumi/blob/master/proto/pulumi/language.proto
 */
const { spawn } = require('node:child_process');
const path = require('node:path');

const root = process.env.PULUMI_NODE_ROOT ?? process.cwd();
const fromRoot = (name) => require(require.resolve(name, { paths: [root] }));
const grpc = fromRoot('@grpc/grpc-js');
const language = fromRoot('@pulumi/pulumi/proto/language_pb');
const { LanguageRuntimeService } = fromRoot('@pulumi/pulumi/proto/language_grpc_pb');
const { PluginInfo } = fromRoot('@pulumi/pulumi/proto/plugin_pb');
const { Empty } = fromRoot('google-protobuf/google/protobuf/empty_pb');

const sdk = require.resolve('@pulumi/pulumi/package.json', { paths: [root] });
const engineAddress = process.argv.filter((argument) => !argument.startsWith('-')).pop();

/** The launcher exits with this when it has reported its error to the engine already. */
const ALREADY_REPORTED = 32;

/** `runtime.options` of Pulumi.yaml. Source: https://www.pulumi.com/docs/iac/concepts/projects/project-file/ */
function optionsOf(request) {
  const { typescript = true, nodeargs = '' } = request.getInfo().getOptions()?.toJavaScript() ?? {};
  return { typescript, nodeargs: nodeargs.split(' ').filter(Boolean) };
}

function launcherArguments(request) {
  const options = {
    monitor: request.getMonitorAddress(),
    engine: engineAddress,
    project: request.getProject(),
    stack: request.getStack(),
    organization: request.getOrganization(),
    'root-directory': request.getInfo().getRootDirectory(),
    pwd: request.getPwd(),
    parallel: String(request.getParallel()),
  };
  return [
    path.join(path.dirname(sdk), 'cmd/run'),
    ...Object.entries(options).flatMap(([name, value]) => [`--${name}`, value]),
    ...(request.getDryrun() ? ['--dry-run'] : []),
    request.getInfo().getEntryPoint(),
  ];
}

function run({ request }, answer) {
  const { typescript, nodeargs } = optionsOf(request);
  const program = spawn(process.execPath, [...nodeargs, ...launcherArguments(request)], {
    cwd: request.getPwd(),
    env: {
      ...process.env,
      ...(typescript ? { PULUMI_NODEJS_TYPESCRIPT: 'true' } : {}),
      PULUMI_CONFIG: JSON.stringify(Object.fromEntries(request.getConfigMap().entries())),
      PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(request.getConfigsecretkeysList()),
    },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  program.on('close', (code) => {
    const response = new language.RunResponse();
    if (code === ALREADY_REPORTED) response.setBail(true);
    else if (code) response.setError(`the program ended with exit code ${code}`);
    answer(null, response);
  });
}

function pluginInfo(_call, answer) {
  const info = new PluginInfo();
  info.setVersion(require(sdk).version);
  answer(null, info);
}

const server = new grpc.Server();
server.addService(LanguageRuntimeService, {
  handshake: (_call, answer) => answer(null, new language.LanguageHandshakeResponse()),
  getPluginInfo: pluginInfo,
  getRequiredPackages: (_call, answer) => answer(null, new language.GetRequiredPackagesResponse()),
  getRequiredPlugins: (_call, answer) => answer(null, new language.GetRequiredPluginsResponse()),
  run,
  cancel: (_call, answer) => answer(null, new Empty()),
});
server.bindAsync('127.0.0.1:0', grpc.ServerCredentials.createInsecure(), (error, port) => {
  if (error) throw error;
  console.log(port);
});
