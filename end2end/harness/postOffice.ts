// A mail server of the own network: takes everything by SMTP and keeps it, on a port of this machine.
import { once } from "node:events";
import { createServer, type Server as TcpServer, type Socket } from "node:net";

export interface Mail {
  to: string[];
  /** As it came over the line. */
  text: string;
}

export class PostOffice {
  readonly mails: Mail[] = [];

  private constructor(private readonly tcp: TcpServer) {}

  static async open(): Promise<PostOffice> {
    const tcp = createServer();
    const office = new PostOffice(tcp);
    tcp.on("connection", (socket) => office.talk(socket));
    tcp.listen(0, "127.0.0.1");
    await once(tcp, "listening");
    return office;
  }

  /** What the program's settings say of it. */
  get settings(): Record<string, string> {
    const address = this.tcp.address();
    if (address === null || typeof address === "string") throw new Error("a TCP server has a port");
    return {
      LONGAN_MAIL_HOST: address.address,
      LONGAN_MAIL_PORT: String(address.port),
      LONGAN_MAIL_TLS: "off",
      LONGAN_MAIL_FROM: "portal@example.gov.cn",
    };
  }

  async close(): Promise<void> {
    this.tcp.close();
    await once(this.tcp, "close");
  }

  private talk(socket: Socket): void {
    const say = (line: string): boolean => socket.write(`${line}\r\n`);
    let to: string[] = [];
    let data: string[] | undefined;
    let rest = "";
    const hear = (line: string): void => {
      if (data !== undefined && line !== ".") return void data.push(line);
      if (data !== undefined) {
        this.mails.push({ to, text: data.join("\n") });
        [to, data] = [[], undefined];
        say("250 taken");
      } else if (line.startsWith("RCPT TO:")) {
        to.push(line.replace(/^.*<|>.*$/g, ""));
        say("250 yes");
      } else if (line === "DATA") {
        data = [];
        say("354 go on");
      } else {
        say(line === "QUIT" ? "221 bye" : "250 yes");
        if (line === "QUIT") socket.end();
      }
    };
    say("220 example.gov.cn");
    socket.setEncoding("utf8").on("data", (text: string) => {
      const lines = (rest + text).split("\r\n");
      rest = lines.pop() ?? "";
      lines.forEach(hear);
    });
    socket.on("error", () => socket.destroy());
  }
}
