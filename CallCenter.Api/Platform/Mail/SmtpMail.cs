using System.Net.Sockets;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace CallCenter.Api.Platform.Mail;

/// <summary>One SMTP conversation a message. Only this folder speaks SMTP.</summary>
public sealed class SmtpMail(SmtpOptions options, TimeProvider clock) : IMail
{
    private const int TimeoutMilliseconds = 10_000;

    public bool Available => options.Wanted;

    public async Task SendAsync(string to, string subject, string text, string id, CancellationToken cancel)
    {
        using var message = Compose(to, subject, text, id);
        using var smtp = new SmtpClient { Timeout = TimeoutMilliseconds };
        var handingOver = false;
        try
        {
            await smtp.ConnectAsync(options.Host, options.Port, Security, cancel);
            if (options.User.Length > 0) await smtp.AuthenticateAsync(options.User, options.Password, cancel);
            handingOver = true;
            await smtp.SendAsync(message, cancel);
        }
        catch (SmtpCommandException refused)
        {
            var code = (int)refused.StatusCode;
            throw new MailException($"smtp-{code}", certain: true, forGood: code is >= 500 and < 600, refused);
        }
        catch (Exception failed) when (failed is SocketException or IOException or SmtpProtocolException or ServiceNotConnectedException or TimeoutException
            or SslHandshakeException or AuthenticationException or ServiceNotAuthenticatedException)
        {
            // Cut off while the message was handed over: it may be there.
            throw new MailException(handingOver ? "connection-lost" : failed is AuthenticationException ? "authentication" : "no-connection", certain: !handingOver, forGood: false, failed);
        }

        await LeaveAsync(smtp, cancel);
    }

    private SecureSocketOptions Security => options.Tls switch
    {
        SmtpTls.StartTls => SecureSocketOptions.StartTls,
        SmtpTls.Implicit => SecureSocketOptions.SslOnConnect,
        SmtpTls.None => SecureSocketOptions.None,
    };

    private MimeMessage Compose(string to, string subject, string text, string id)
    {
        if (!MailboxAddress.TryParse(to, out var reader)) throw new MailException("address-invalid", certain: true, forGood: true);
        var sender = MailboxAddress.Parse(options.From);
        var message = new MimeMessage { Subject = subject, Date = clock.GetUtcNow(), MessageId = $"{id}@{sender.Domain}", Body = new TextPart("plain") { Text = text } };
        message.From.Add(sender);
        message.To.Add(reader);
        // No out-of-office answers: nobody reads them.
        message.Headers.Add("Auto-Submitted", "auto-generated");
        return message;
    }

    private static async Task LeaveAsync(SmtpClient smtp, CancellationToken cancel)
    {
        try
        {
            await smtp.DisconnectAsync(quit: true, cancel);
        }
        catch (Exception gone) when (gone is SocketException or IOException or SmtpProtocolException or SmtpCommandException or ServiceNotConnectedException)
        {
            // The message was accepted before; how the server says goodbye changes nothing.
        }
    }
}
