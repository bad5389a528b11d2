using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using CallCenter.Api.Platform.Http;
using Microsoft.AspNetCore.DataProtection;

namespace CallCenter.Api.Features.Escalation.Paging;

/// <summary>The single-use link of a text. Only its hash stays; the token itself is kept encrypted until the text has left.</summary>
internal sealed class PageLinks(IDataProtectionProvider protection, PublicUrl publicUrl)
{
    /// <summary>How long a link answers. Whoever is asked for longer gets a new text with a new one.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromHours(4);

    /// <summary>Wrong PINs after which a link is dead; the telephone still works.</summary>
    public const int MostWrongPins = 5;

    private const int TokenBytes = 16;

    private readonly IDataProtector _protector = protection.CreateProtector("escalation.page-link");

    public PageLink New()
    {
        var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(TokenBytes));
        return new(HashOf(token), _protector.Protect(token));
    }

    public string UrlOf(string secret) => publicUrl.Of($"/p/{_protector.Unprotect(secret)}");

    public static string HashOf(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}

internal sealed record PageLink(string Hash, string Secret);
