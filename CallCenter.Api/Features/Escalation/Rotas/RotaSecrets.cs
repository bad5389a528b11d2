using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using CallCenter.Api.Platform.Http;
using Microsoft.AspNetCore.DataProtection;

namespace CallCenter.Api.Features.Escalation.Rotas;

/// <summary>The secrets of this part: single-use links, addresses of calendars. What is looked up by is a digest; what must be read again is encrypted.</summary>
internal sealed class RotaSecrets(IDataProtectionProvider protection, PublicUrl publicUrl)
{
    private const int TokenBytes = 16, FeedBytes = 32;

    private readonly IDataProtector _links = protection.CreateProtector("escalation.rota-link");
    private readonly IDataProtector _sources = protection.CreateProtector("escalation.rota-source");

    public (string Hash, string Secret) NewLink()
    {
        var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(TokenBytes));
        return (HashOf(token), _links.Protect(token));
    }

    public string LinkUrl(string secret) => publicUrl.Of($"/h/{_links.Unprotect(secret)}");

    /// <summary>An address for a calendar program; whoever has it may read the calendar, so it is long.</summary>
    public (string Hash, string Url) NewFeed()
    {
        var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(FeedBytes));
        return (HashOf(token), publicUrl.Of($"/calendar/{token}.ics"));
    }

    public string KeepSource(string url) => _sources.Protect(url);

    public string SourceOf(string secret) => _sources.Unprotect(secret);

    public static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
