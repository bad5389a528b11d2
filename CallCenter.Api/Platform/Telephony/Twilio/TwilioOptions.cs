using System.ComponentModel.DataAnnotations;

namespace CallCenter.Api.Platform.Telephony.Twilio;

/// <summary>Section <c>Twilio</c>, plus the two base URLs of the root. Refused at start when a credential is missing or malformed.</summary>
public sealed class TwilioOptions
{
    public const string Section = "Twilio";

    [Required, RegularExpression("^AC[0-9a-fA-F]{32}$", ErrorMessage = "Twilio:AccountSid must be AC and 32 hex digits.")]
    public string AccountSid { get; set; } = "";

    /// <summary>Signs webhooks (API key secrets do not).</summary>
    [Required(ErrorMessage = "Twilio:AuthToken is needed: webhooks are signed with it.")]
    public string AuthToken { get; set; } = "";

    [Required, RegularExpression("^SK[0-9a-zA-Z]{32}$", ErrorMessage = "Twilio:ApiKeySid must be SK and 32 characters.")]
    public string ApiKeySid { get; set; } = "";

    [Required(ErrorMessage = "Twilio:ApiKeySecret is needed: it signs the softphones' access tokens.")]
    public string ApiKeySecret { get; set; } = "";

    [Required, RegularExpression("^AP[0-9a-fA-F]{32}$", ErrorMessage = "Twilio:TwimlAppSid must be AP and 32 hex digits.")]
    public string TwimlAppSid { get; set; } = "";

    public Uri ApiBaseUrl { get; set; } = new("https://api.twilio.com");

    /// <summary>Root key <c>PublicBaseUrl</c>: the URL Twilio sees; signatures are computed over it.</summary>
    public Uri PublicBaseUrl { get; set; } = new("http://localhost:5080");

    /// <summary>Root key <c>FallbackBaseUrl</c>: where the static answer lives when this process does not.</summary>
    public Uri FallbackBaseUrl { get; set; } = new("http://localhost:5080");

    /// <summary>The origins a genuine signature may be computed over: the public one, and in Development the other names of the same loopback listener.</summary>
    public IReadOnlyList<Uri> SignedOrigins { get; set; } = [];

    /// <summary>True when the emulator stands in for Twilio.</summary>
    public bool Emulated => ApiBaseUrl.IsLoopback;
}
