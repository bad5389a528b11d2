using System.Buffers;
using System.Buffers.Binary;
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

    private static readonly Dictionary<string, string> Nothing = [];

    private readonly KeyValuePair<string, string[]>[] _fields;

    private TwilioForm(string pathAndQuery, KeyValuePair<string, string[]>[] fields) => (PathAndQuery, _fields) = (pathAndQuery, fields);

    /// <summary>Where it was sent to, as it was signed.</summary>
    public string PathAndQuery { get; }

    /// <summary>By name, in ordinal order: as they are signed.</summary>
    public IReadOnlyList<KeyValuePair<string, string[]>> Fields => _fields;

    public string? this[string field]
    {
        get
        {
            foreach (var (name, values) in _fields)
                if (name == field) return values is [var first, ..] ? first : null;
            return null;
        }
    }

    /// <summary>Reads the form, or says why not (an HTTP status).</summary>
    public static async Task<(TwilioForm? Form, int Status)> ReadAsync(HttpRequest request, CancellationToken cancel)
    {
        if (request.ContentLength > LargestBody) return (null, StatusCodes.Status413PayloadTooLarge);
        if (!request.HasFormContentType) return (null, StatusCodes.Status415UnsupportedMediaType);
        try
        {
            var form = await request.ReadFormAsync(cancel);
            if (form.Files.Count > 0) return (null, StatusCodes.Status400BadRequest);
            var fields = new KeyValuePair<string, string[]>[form.Count];
            var count = 0;
            foreach (var (name, values) in form)
            {
                var texts = new string[values.Count];
                for (var i = 0; i < texts.Length; i++)
                    if ((texts[i] = values[i] ?? "").Length > LongestField) return (null, StatusCodes.Status400BadRequest);
                fields[count++] = new(name, texts);
            }

            Array.Sort(fields, static (one, other) => string.CompareOrdinal(one.Key, other.Key));
            return (new TwilioForm(request.PathBase + request.Path + request.QueryString, fields), 200);
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
    public string Key()
    {
        var text = new ArrayBufferWriter<byte>(2048);
        Append(text, PathAndQuery);
        foreach (var (name, values) in _fields)
        {
            Append(text, name);
            foreach (var value in values) Append(text, value);
        }

        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(text.WrittenSpan, digest);
        return Convert.ToHexStringLower(digest);
    }

    public string ToJson()
    {
        var text = new ArrayBufferWriter<byte>(2048);
        using (var json = new Utf8JsonWriter(text))
        {
            json.WriteStartObject();
            foreach (var (name, values) in _fields) json.WriteString(name, values.Length == 1 ? values[0] : string.Join('\n', values));
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(text.WrittenSpan);
    }

    /// <summary>Null when the form does not name a leg in Twilio's shape: nobody we can answer.</summary>
    public VoiceEvent? ToEvent(string route, IQueryCollection query)
    {
        var fields = new Dictionary<string, string>(_fields.Length, StringComparer.Ordinal);
        foreach (var (name, values) in _fields) fields.Add(name, values is [var first, ..] ? first : "");
        string? Field(string name) => fields.TryGetValue(name, out var value) && value.Length > 0 ? value : null;
        var sid = Field("CallSid") ?? Field("MessageSid") ?? Field("ConferenceSid");
        if (sid is null || !Sid().IsMatch(sid)) return null;
        var own = query.Count == 0 ? Nothing : query.ToDictionary(q => q.Key, q => q.Value.ToString(), StringComparer.Ordinal);
        return new VoiceEvent(route, sid, Field("From") ?? "", Field("To") ?? "", Field("Digits") ?? own.GetValueOrDefault(VoiceEvent.CarriedKey), Field("SpeechResult"), own, fields);
    }

    /// <summary>Each text with its length in front, so that no two forms read the same.</summary>
    private static void Append(ArrayBufferWriter<byte> written, string text)
    {
        var room = written.GetSpan(sizeof(int) + Encoding.UTF8.GetMaxByteCount(text.Length));
        var length = Encoding.UTF8.GetBytes(text, room[sizeof(int)..]);
        BinaryPrimitives.WriteInt32BigEndian(room, length);
        written.Advance(sizeof(int) + length);
    }

    [GeneratedRegex("^(CA|SM|MM|CF)[0-9a-fA-F]{32}$")]
    private static partial Regex Sid();
}
