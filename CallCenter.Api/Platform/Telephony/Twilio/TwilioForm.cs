using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace CallCenter.Api.Platform.Telephony.Twilio;

/// <summary>A webhook's form as it was signed, and what it means in neutral words.</summary>
public sealed partial class TwilioForm
{
    public const int LargestBody = 64 * 1024;
    private const int LongestField = 8 * 1024;

    private TwilioForm(IReadOnlyList<KeyValuePair<string, string[]>> fields) => Fields = fields;

    public IReadOnlyList<KeyValuePair<string, string[]>> Fields { get; }

    public string? this[string field] => Fields.FirstOrDefault(f => f.Key == field).Value?.FirstOrDefault();

    /// <summary>Reads the form, or says why not (an HTTP status).</summary>
    public static async Task<(TwilioForm? Form, int Status)> ReadAsync(HttpRequest request, CancellationToken cancel)
    {
        if (request.ContentLength > LargestBody) return (null, StatusCodes.Status413PayloadTooLarge);
        if (!request.HasFormContentType) return (null, StatusCodes.Status415UnsupportedMediaType);
        try
        {
            var form = await request.ReadFormAsync(cancel);
            if (form.Files.Count > 0 || form.Any(f => f.Value.Any(v => v?.Length > LongestField))) return (null, StatusCodes.Status400BadRequest);
            return (new TwilioForm([.. form.Select(f => KeyValuePair.Create(f.Key, f.Value.Select(v => v ?? "").ToArray()))]), 200);
        }
        catch (Exception failure) when (failure is NotSupportedException or ArgumentException)
        {
            // A character set that is none, or one that .NET refuses to decode.
            return (null, StatusCodes.Status415UnsupportedMediaType);
        }
        catch (Exception failure) when (failure is InvalidDataException or IOException or BadHttpRequestException)
        {
            return (null, failure is BadHttpRequestException { StatusCode: 413 } ? 413 : StatusCodes.Status400BadRequest);
        }
    }

    /// <summary>The digest of everything that was signed: the same genuine request always has the same key.</summary>
    public string Key(string pathAndQuery)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, pathAndQuery);
        foreach (var (name, values) in Fields.OrderBy(f => f.Key, StringComparer.Ordinal))
        {
            Append(hash, name);
            foreach (var value in values) Append(hash, value);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    public string ToJson() => JsonSerializer.Serialize(Fields.ToDictionary(f => f.Key, f => string.Join('\n', f.Value)), JsonSerializerOptions.Web);

    /// <summary>Null when the form does not name a leg in Twilio's shape: nobody we can answer.</summary>
    public VoiceEvent? ToEvent(string route, IQueryCollection query)
    {
        var fields = Fields.ToDictionary(f => f.Key, f => f.Value.FirstOrDefault() ?? "", StringComparer.Ordinal);
        string? Field(string name) => fields.TryGetValue(name, out var value) && value.Length > 0 ? value : null;
        var sid = Field("CallSid") ?? Field("MessageSid") ?? Field("ConferenceSid");
        if (sid is null || !Sid().IsMatch(sid)) return null;
        var own = query.ToDictionary(q => q.Key, q => q.Value.ToString(), StringComparer.Ordinal);
        return new VoiceEvent(route, sid, Field("From") ?? "", Field("To") ?? "", Field("Digits"), Field("SpeechResult"), own, fields);
    }

    private static void Append(IncrementalHash hash, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        Span<byte> length = stackalloc byte[4];
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(length, bytes.Length);
        hash.AppendData(length);
        hash.AppendData(bytes);
    }

    [GeneratedRegex("^(CA|SM|MM|CF)[0-9a-fA-F]{32}$")]
    private static partial Regex Sid();
}
