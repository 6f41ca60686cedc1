import RequestClient from 'twilio/lib/base/RequestClient';
import type Response from 'twilio/lib/http/response';

/** The transport of the `twilio` package, to an emulator: `twilio(sid, token, { httpClient: new EmulatorHttpClient(url) })`. */
export class EmulatorHttpClient extends RequestClient {
  /** @param emulatorUrl such as `emulator.url` or `http://127.0.0.1:4010` */
  constructor(
    private readonly emulatorUrl: string,
    options?: RequestClient.RequestClientOptions,
  ) {
    super(options);
  }

  override request<T>(options: RequestClient.RequestOptions<T>): Promise<Response<T>> {
    const { host, pathname, search } = new URL(options.uri);
    return super.request({ ...options, uri: `${this.emulatorUrl}/${host}${pathname}${search}` });
  }
}
