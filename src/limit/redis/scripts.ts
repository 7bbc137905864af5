// Lua for Redis 5 or later. All times are milliseconds on the clock of Redis, since the clocks of the processes differ.
//
// `slots` is the plan: the next starts, and the latest ones as history. A member is a rank (0 high, 1 normal, 2 low) and an id.
// `arrivals` decides about the limit: it holds the permitted starts, each at the latest time of its arrival.

// Maximum number of calls of a higher rank that pass a call in a row.
const PASSED = 7;
// A call lets calls of a higher rank pass whose slots are due within this time. They may be gone, so it keeps asking meanwhile.
const COURTESY_MS = 50;
const AGAIN_MS = 10;

/**
 * KEYS slots, arrivals, pause. ARGV limit, window, milliseconds by which the start may arrive late, member, next member or ''.
 * Books a slot for the member if it has none, and permits its start if the slot is due. It then books a slot for the next member, so that
 * a call of a lower rank sees that a call of a higher rank waits. A member that was permitted before is checked again: its answer got
 * lost or came too late.
 * Returns 0 for a permission, milliseconds to wait, or milliseconds of pause below 0.
 */
export const TURN = `
local slots, arrivals, member = KEYS[1], KEYS[2], ARGV[4]
local limit, window, late = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local t = redis.call('time')
local now = tonumber(t[1]) * 1000 + tonumber(t[2]) / 1000
local function rank(id) return tonumber(string.sub(id, 1, 1)) end
redis.call('zrem', arrivals, member)
local paused = redis.call('pttl', KEYS[3])
if paused > 0 then return -paused end

-- The clock was set back: what was permitted arrived by now, and the plan is void.
local future = redis.call('zrangebyscore', arrivals, now + window + late, '+inf')
if #future > 0 then
  for _, id in ipairs(future) do redis.call('zadd', arrivals, now, id) end
  redis.call('del', slots)
end

local function book(id)
  local slot = tonumber(redis.call('zscore', slots, id))
  if slot then return slot end
  local own = rank(id)
  local plan = redis.call('zrange', slots, 0, -1, 'withscores')
  local count = #plan / 2
  local function rank_at(i) return rank(plan[2 * i - 1]) end
  local function at(i) return tonumber(plan[2 * i]) end
  slot = now
  if count >= limit then slot = math.max(now, at(count - limit + 1) + window) end
  local expiry = math.ceil(slot - now + 2 * window)
  -- Passes the bookings of a lower rank at the end of the plan, each of which gets the next slot.
  local function may_pass(i)
    if at(i) <= now or rank_at(i) <= own then return false end
    for before = i - 1, i - ${PASSED}, -1 do
      if before < 1 or rank_at(before) >= rank_at(i) then return true end
    end
    return false
  end
  while count > 0 and may_pass(count) do
    redis.call('zadd', slots, slot, plan[2 * count - 1])
    slot, count = at(count), count - 1
  end
  redis.call('zadd', slots, slot, id)
  local old = redis.call('zcount', slots, '-inf', now) - math.max(limit, ${PASSED})
  if old > 0 then redis.call('zremrangebyrank', slots, 0, old - 1) end
  redis.call('pexpire', slots, expiry)
  return slot
end

local slot = book(member)
if slot > now then return math.ceil(slot - now) end

local last = redis.call('zrevrange', arrivals, limit - 1, limit - 1, 'withscores')[2]
local free = last and tonumber(last) + window or now
if free > now then
  redis.call('zadd', slots, free, member)
  return math.ceil(free - now)
end

local own, passed = rank(member), 0
for _, id in ipairs(redis.call('zrevrange', arrivals, 0, ${PASSED - 1})) do
  if rank(id) < own then passed = passed + 1 end
end
if passed < ${PASSED} then
  for _, id in ipairs(redis.call('zrangebyscore', slots, now - ${COURTESY_MS}, now + ${COURTESY_MS})) do
    if rank(id) < own and not redis.call('zscore', arrivals, id) then return ${AGAIN_MS} end
  end
end

redis.call('zadd', slots, now, member)
redis.call('zadd', arrivals, now + late, member)
redis.call('zremrangebyrank', arrivals, 0, -2 * limit - ${PASSED} - 1)
redis.call('pexpire', arrivals, math.ceil(2 * window + late))
if ARGV[5] ~= '' then book(ARGV[5]) end
return 0`;

/** KEYS arrivals. ARGV member. Notes that the member's request has arrived, because it was answered. */
export const ARRIVED = `
local t = redis.call('time')
local now = tonumber(t[1]) * 1000 + tonumber(t[2]) / 1000
local at = redis.call('zscore', KEYS[1], ARGV[1])
if at and tonumber(at) > now then redis.call('zadd', KEYS[1], now, ARGV[1]) end
return 1`;

/** KEYS slots, arrivals. ARGV member. Removes a member that sends nothing. */
export const LEAVE = `
redis.call('zrem', KEYS[1], ARGV[1])
return redis.call('zrem', KEYS[2], ARGV[1])`;

/** KEYS slots, pause. ARGV milliseconds. Pauses every process and drops the booked slots. A pause that ends later stays. */
export const PAUSE = `
if redis.call('pttl', KEYS[2]) < tonumber(ARGV[1]) then redis.call('set', KEYS[2], '429', 'px', ARGV[1]) end
return redis.call('del', KEYS[1])`;

/** KEYS pause. Ends the pause. */
export const RESUME = `return redis.call('del', KEYS[1])`;
