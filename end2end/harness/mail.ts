// A mail server on the loopback address, as a county office has one: takes what the program sends and shows it.
import { type ParsedMail, simpleParser } from "mailparser";
import { SMTPServer } from "smtp-server";

const LIMIT_MS = 20_000;

export class MailServer {
  private readonly letters: { to: string[]; mail: ParsedMail }[] = [];
  private readonly server: SMTPServer;

  private constructor() {
    this.server = new SMTPServer({
      disabledCommands: ["STARTTLS", "AUTH"],
      onData: (stream, session, taken) => {
        const to = session.envelope.rcptTo.map(({ address }) => address);
        simpleParser(stream).then((mail) => {
          this.letters.push({ to, mail });
          taken();
        }, taken);
      },
    });
  }

  static async open(): Promise<MailServer> {
    const opened = new MailServer();
    await new Promise<void>((resolve) => opened.server.listen(0, "127.0.0.1", resolve));
    return opened;
  }

  get port(): number {
    const address = this.server.server.address();
    if (address === null || typeof address === "string") throw new Error("a mail server has a port");
    return address.port;
  }

  /** The next letter to `address`; it is taken out of the box. */
  async letterTo(address: string): Promise<ParsedMail> {
    const end = Date.now() + LIMIT_MS;
    while (Date.now() < end) {
      const at = this.letters.findIndex(({ to }) => to.includes(address));
      const [letter] = at < 0 ? [] : this.letters.splice(at, 1);
      if (letter) return letter.mail;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error(`no mail to ${address} came in ${LIMIT_MS} ms`);
  }

  async close(): Promise<void> {
    await new Promise<void>((resolve) => this.server.close(resolve));
  }
}
