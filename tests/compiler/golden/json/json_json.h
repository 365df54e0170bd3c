// Made by idlc from json.x. Changes belong there.
// JSON of the types of json.h. When from_json fails, it leaves the value as it was.
#pragma once

#include <string>
#include <string_view>

#include <onc/xdr/json.h>

#include "json.h"

namespace json {

std::string to_json_key(const key& value, const onc::xdr::JsonOptions& options = {});
onc::xdr::JsonResult from_json_key(std::string_view text, key& value, const onc::xdr::JsonOptions& options = {});
onc::xdr::JsonWriter& write_json_key(onc::xdr::JsonWriter& out, const key& value);
bool read_json_key(onc::xdr::JsonReader& in, key& value);

std::string to_json_digest(const digest& value, const onc::xdr::JsonOptions& options = {});
onc::xdr::JsonResult from_json_digest(std::string_view text, digest& value, const onc::xdr::JsonOptions& options = {});
onc::xdr::JsonWriter& write_json_digest(onc::xdr::JsonWriter& out, const digest& value);
bool read_json_digest(onc::xdr::JsonReader& in, digest& value);

std::string to_json_maybe_int(const maybe_int& value, const onc::xdr::JsonOptions& options = {});
onc::xdr::JsonResult from_json_maybe_int(std::string_view text, maybe_int& value,
    const onc::xdr::JsonOptions& options = {});
onc::xdr::JsonWriter& write_json_maybe_int(onc::xdr::JsonWriter& out, const maybe_int& value);
bool read_json_maybe_int(onc::xdr::JsonReader& in, maybe_int& value);

std::string to_json(color value, const onc::xdr::JsonOptions& options = {});
onc::xdr::JsonResult from_json(std::string_view text, color& value, const onc::xdr::JsonOptions& options = {});
onc::xdr::JsonWriter& write_json(onc::xdr::JsonWriter& out, color value);
bool read_json(onc::xdr::JsonReader& in, color& value);

std::string to_json(const values& value, const onc::xdr::JsonOptions& options = {});
onc::xdr::JsonResult from_json(std::string_view text, values& value, const onc::xdr::JsonOptions& options = {});
onc::xdr::JsonWriter& write_json(onc::xdr::JsonWriter& out, const values& value);
bool read_json(onc::xdr::JsonReader& in, values& value);

std::string to_json(const single& value, const onc::xdr::JsonOptions& options = {});
onc::xdr::JsonResult from_json(std::string_view text, single& value, const onc::xdr::JsonOptions& options = {});
onc::xdr::JsonWriter& write_json(onc::xdr::JsonWriter& out, const single& value);
bool read_json(onc::xdr::JsonReader& in, single& value);

std::string to_json(const item& value, const onc::xdr::JsonOptions& options = {});
onc::xdr::JsonResult from_json(std::string_view text, item& value, const onc::xdr::JsonOptions& options = {});
onc::xdr::JsonWriter& write_json(onc::xdr::JsonWriter& out, const item& value);
bool read_json(onc::xdr::JsonReader& in, item& value);

std::string to_json(const items& value, const onc::xdr::JsonOptions& options = {});
onc::xdr::JsonResult from_json(std::string_view text, items& value, const onc::xdr::JsonOptions& options = {});
onc::xdr::JsonWriter& write_json(onc::xdr::JsonWriter& out, const items& value);
bool read_json(onc::xdr::JsonReader& in, items& value);

std::string to_json(const result& value, const onc::xdr::JsonOptions& options = {});
onc::xdr::JsonResult from_json(std::string_view text, result& value, const onc::xdr::JsonOptions& options = {});
onc::xdr::JsonWriter& write_json(onc::xdr::JsonWriter& out, const result& value);
bool read_json(onc::xdr::JsonReader& in, result& value);

std::string to_json(const maybe& value, const onc::xdr::JsonOptions& options = {});
onc::xdr::JsonResult from_json(std::string_view text, maybe& value, const onc::xdr::JsonOptions& options = {});
onc::xdr::JsonWriter& write_json(onc::xdr::JsonWriter& out, const maybe& value);
bool read_json(onc::xdr::JsonReader& in, maybe& value);

std::string to_json(const tree& value, const onc::xdr::JsonOptions& options = {});
onc::xdr::JsonResult from_json(std::string_view text, tree& value, const onc::xdr::JsonOptions& options = {});
onc::xdr::JsonWriter& write_json(onc::xdr::JsonWriter& out, const tree& value);
bool read_json(onc::xdr::JsonReader& in, tree& value);

std::string to_json(const branch& value, const onc::xdr::JsonOptions& options = {});
onc::xdr::JsonResult from_json(std::string_view text, branch& value, const onc::xdr::JsonOptions& options = {});
onc::xdr::JsonWriter& write_json(onc::xdr::JsonWriter& out, const branch& value);
bool read_json(onc::xdr::JsonReader& in, branch& value);

std::string to_json(const to_json_& value, const onc::xdr::JsonOptions& options = {});
onc::xdr::JsonResult from_json(std::string_view text, to_json_& value, const onc::xdr::JsonOptions& options = {});
onc::xdr::JsonWriter& write_json(onc::xdr::JsonWriter& out, const to_json_& value);
bool read_json(onc::xdr::JsonReader& in, to_json_& value);

std::string to_json_read_json_key_(const read_json_key_& value, const onc::xdr::JsonOptions& options = {});
onc::xdr::JsonResult from_json_read_json_key_(std::string_view text, read_json_key_& value,
    const onc::xdr::JsonOptions& options = {});
onc::xdr::JsonWriter& write_json_read_json_key_(onc::xdr::JsonWriter& out, const read_json_key_& value);
bool read_json_read_json_key_(onc::xdr::JsonReader& in, read_json_key_& value);

}  // namespace json
