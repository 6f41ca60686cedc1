declare module '@twilio/runtime-handler/dev' {
  export { LocalDevelopmentServer } from '@twilio/runtime-handler/dist/dev-runtime/dev-runtime';
}
