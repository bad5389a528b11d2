using CallCenter.Api.Platform.Telephony.Twilio;

namespace CallCenter.Api.Tests.Platform;

/// <summary>Test vectors on which Twilio's own libraries agree (auth token 12345).</summary>
public class SignatureTests
{
    private const string First = "https://mycompany.com/myapp.php?foo=1&bar=2";
    private static readonly TwilioSignature Signature = new("12345");

    private static readonly Dictionary<string, string[]> Form = new()
    {
        ["CallSid"] = ["CA1234567890ABCDE"], ["From"] = ["+14158675309"], ["Digits"] = ["1234"], ["To"] = ["+18005551212"], ["Caller"] = ["+14158675309"],
    };

    [Theory]
    [InlineData(First, "RSOYDt4T1cUTdK1PDd93/VVr8B8=")]
    [InlineData("https://mycompany.com:443/myapp.php?foo=1&bar=2", "kvajT1Ptam85bY51eRf/AJRuM3w=")]
    [InlineData("https://MyCompany.com/myapp.php?foo=1&bar=2", "g9IN/x4Cft2g517EjYvEvM/W7LU=")]
    public void Vectors_of_a_voice_request(string url, string expected) => Assert.Equal(expected, Signature.For(url, Form));

    [Fact]
    public void An_empty_value_counts()
    {
        var form = new Dictionary<string, string[]>(Form) { ["Digits"] = [""] };
        Assert.Equal("wzkdCJQvLNlnbeQlh0WkHYqefsE=", Signature.For(First, form));
    }

    [Fact]
    public void A_repeated_name_gives_each_of_its_values_once_in_order() =>
        Assert.Equal("WAC2+YMyft6Ewu4zJwGY89vXjaE=", Signature.For(First, new Dictionary<string, string[]> { ["A"] = ["b", "a", "a"], ["Z"] = ["1"] }));

    [Fact]
    public void A_JSON_body_is_signed_by_its_digest_in_the_query() => Assert.Equal("a9nBmqA0ju/hNViExpshrM61xv4=",
        Signature.For(First + "&bodySHA256=0a1ff7634d9ab3b95db5c9a2dfe9416e41502b283a80c7cf19632632f96e6620", new Dictionary<string, string[]>()));

    [Theory]
    [InlineData("https://mycompany.com", "RSOYDt4T1cUTdK1PDd93/VVr8B8=")] // Voice: without the port.
    [InlineData("https://mycompany.com", "kvajT1Ptam85bY51eRf/AJRuM3w=")] // Messaging: with it.
    public void Both_ways_of_signing_a_port_are_genuine(string origin, string signature) =>
        Assert.True(Signature.Matches(new Uri(origin), "/myapp.php?foo=1&bar=2", Form, signature));

    [Theory]
    [InlineData("https://MyCompany.com/", "https://MyCompany.com")]
    [InlineData("https://MyCompany.com", "https://mycompany.com")]
    [InlineData("https://MyCompany.com:443", "https://MyCompany.com:443")]
    [InlineData("http://mycompany.com", "http://mycompany.com:80")]
    [InlineData("http://mycompany.com:80", "http://mycompany.com")]
    [InlineData("http://MyCompany.com:8080/nurses", "http://MyCompany.com:8080/nurses")]
    public void An_address_is_genuine_as_the_operator_wrote_it_and_as_we_do(string publicBase, string signed)
    {
        const string path = "/myapp.php?foo=1&bar=2";
        Assert.True(Signature.Matches(new Uri("https://mycompany.com"), path, Form, Signature.For("https://mycompany.com" + path, Form)));
        Assert.True(Signature.Matches(new Uri(publicBase), path, Form, Signature.For(signed + path, Form)));
        Assert.False(Signature.Matches(new Uri(publicBase), path, Form, Signature.For("https://MYCOMPANY.com" + path, Form)));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("RSOYDt4T1cUTdK1PDd93/VVr8B8")]
    [InlineData("RSOYDt4T1cUTdK1PDd93/VVr9B8=")]
    [InlineData("not base64 at all, and much longer than any digest could ever be")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    public void Everything_else_is_forged(string? signature) =>
        Assert.False(Signature.Matches(new Uri("https://mycompany.com"), "/myapp.php?foo=1&bar=2", Form, signature));

    [Fact]
    public void A_signature_of_another_request_is_forged()
    {
        const string genuine = "RSOYDt4T1cUTdK1PDd93/VVr8B8=";
        var origin = new Uri("https://mycompany.com");
        Assert.False(Signature.Matches(origin, "/myapp.php?foo=1&bar=3", Form, genuine));
        Assert.False(Signature.Matches(origin, "/myapp.php?foo=1&bar=2", Form.Append(new("Extra", ["1"])), genuine));
        Assert.False(Signature.Matches(new Uri("http://mycompany.com"), "/myapp.php?foo=1&bar=2", Form, genuine));
        Assert.False(new TwilioSignature("12346").Matches(origin, "/myapp.php?foo=1&bar=2", Form, genuine));
    }
}
