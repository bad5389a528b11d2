namespace CallCenter.Api.Platform.Mail;

/// <summary>E-mail without personal data: a notification, never a proof that anybody read it.</summary>
public interface IMail
{
    /// <summary>False where no server is configured: nothing can be sent.</summary>
    bool Available { get; }

    /// <param name="id">Makes the Message-ID: the same message sent twice is the same to the reader's mailbox.</param>
    /// <exception cref="MailException">The server said no, or nothing.</exception>
    Task SendAsync(string to, string subject, string text, string id, CancellationToken cancel);
}

/// <param name="code">Without an address: <c>smtp-550</c>, <c>connection</c>.</param>
/// <param name="certain">True: certainly not accepted. False: unknown.</param>
/// <param name="forGood">Another try cannot help.</param>
public sealed class MailException(string code, bool certain, bool forGood, Exception? inner = null) : Exception(code, inner)
{
    public string Code { get; } = code;
    public bool Certain { get; } = certain;
    public bool ForGood { get; } = forGood;
}
