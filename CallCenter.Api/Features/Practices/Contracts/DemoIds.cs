using System.Security.Cryptography;
using System.Text;

namespace CallCenter.Api.Features.Practices.Contracts;

/// <summary>Ids of the demo world: the same name is the same id in every installation, so that a story can be told twice.</summary>
public static class DemoIds
{
    public static Guid Of(string name)
    {
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes("callcenter-demo/" + name)).AsSpan(0, 16);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80); // version 8: made our own way
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }
}
