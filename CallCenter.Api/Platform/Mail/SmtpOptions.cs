using System.ComponentModel.DataAnnotations;

namespace CallCenter.Api.Platform.Mail;

/// <summary>Section <c>Smtp</c>. Without <see cref="Host"/> no e-mail is sent and whoever would have got one is told by hand.</summary>
public sealed class SmtpOptions : IValidatableObject
{
    public const string Section = "Smtp";

    public string Host { get; set; } = "";

    [Range(1, 65535)]
    public int Port { get; set; } = 587;

    /// <summary>Sender of every message, at the nurse line's own domain.</summary>
    public string From { get; set; } = "";

    public string User { get; set; } = "";

    public string Password { get; set; } = "";

    public SmtpTls Tls { get; set; } = SmtpTls.StartTls;

    public bool Wanted => Host.Length > 0;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!Wanted) yield break;
        if (!MimeKit.MailboxAddress.TryParse(From, out var sender) || sender.Domain.Length == 0) yield return new("Smtp:From must be an e-mail address when Smtp:Host is set.");
        if (User.Length > 0 && Password.Length == 0) yield return new("Smtp:Password is needed when Smtp:User is set.");
        if (Tls is SmtpTls.None && !IsLoopback) yield return new("Smtp:Tls may be None only for a relay on this machine (loopback).");
    }

    private bool IsLoopback => Host == "localhost" || (System.Net.IPAddress.TryParse(Host, out var address) && System.Net.IPAddress.IsLoopback(address));
}

public enum SmtpTls
{
    /// <summary>Plain connection that must become encrypted before anything is said (port 587).</summary>
    StartTls,
    /// <summary>Encrypted from the first byte (port 465).</summary>
    Implicit,
    /// <summary>A relay on this machine.</summary>
    None,
}
